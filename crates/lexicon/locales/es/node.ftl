# What the node stands on, for who runs it. Spanish.

node-register = Registro
node-peers = Pares
node-keys = Claves
node-backups = Copias de seguridad
node-list = La última lista del registro
node-list-ended = La lista de miembros del registro ha vencido o nunca la hubo: no se cree a ningún par hasta alcanzar el registro.
node-not-stated = El registro no declara nada del nodo de este Estado: no está inscrito.
node-suspended = El registro ha suspendido este nodo: los pares rechazan sus cartas.
node-register-address = Dirección del registro
node-list-serial = Número de serie
node-list-signed = Firmada
node-list-age = Antigüedad
node-list-ends = Válida hasta
node-hours =
    { $number ->
        [0] menos de una hora
        [one] una hora
       *[other] { $number } horas
    }
node-statement = Nuestra condición de miembro, según la declara el registro
node-statement-how = Todos los demás Estados deciden por esto. Solo el registro corrige lo que esté mal.
node-party-since = Obligado por la Convención desde
node-not-bound = no declarado
node-denounced = Su denuncia surte efecto el
node-languages = Idiomas en que recibe solicitudes
node-diplomatic = Solo por vía diplomática
node-reservation-preservation = Reserva sobre la conservación (art. 42, párr. 5)
node-agreements = Acuerdos aparte de la Convención
node-keys-vouched = Las claves de las que responde el registro
node-key-algorithm = Algoritmo
node-key-id = Identificador de la clave
node-key-ends = Fin
node-key-open = sin fin declarado
node-peers-none = El directorio no tiene otro Estado.
node-peers-how = Solo se muestran cantidades: ninguna carta ni asunto. El tiempo de respuesta se conoce desde que empezó este proceso.
node-standing = Situación
node-active = Activo
node-withdrawn = Retirado
node-answered = Última respuesta
node-never = todavía no
node-silent = Sin respuesta
node-within-milliseconds = en { $number } ms
node-within-seconds = en { $number } s
node-waiting = Cartas en espera
node-cosigned = Cofirmas de nuestro registro de custodia
node-cosigned-never = ninguna todavía
node-cosigned-all = al día
node-cosigned-behind =
    { $number ->
        [one] una entrada de retraso
       *[other] { $number } entradas de retraso
    }
node-keys-present = Claves en uso
node-keys-former = Claves usadas antes
node-keys-former-how = Lo que firmaron sigue siendo verificable; ya no firman nada.
node-roll = Renovación
node-roll-how = Las claves nuevas llegan en dos pasos, para que ningún par encuentre una clave desconocida: prepararlas, hacer que el registro las inscriba comparando los identificadores por otra vía y después cambiarlas y reiniciar.
node-roll-none = No hay renovación en curso. El registro responde de las claves en uso.
node-roll-prepared = Las próximas claves están hechas y el registro aún no las ha inscrito.
node-roll-enrolled = El registro ha inscrito las próximas claves: pueden ponerse en uso.
node-roll-unknown = El registro no responde de las claves en uso, o aquí no se conoce su declaración: los pares rechazan lo que firma este nodo.
node-backup-none = Este nodo no conoce ninguna copia de seguridad.
node-backup-old = La última copia de seguridad es demasiado antigua.
node-backup-unchecked = La última copia se hizo con otras herramientas: aquí no se comprobó si se abre.
node-backup-good = La última copia es reciente, y un nodo abierto sobre ella resultó coherente.
node-backup-last = La última copia
node-backup-at = Hecha
node-backup-checked = Abierta y comparada
node-backup-entries = Entradas del registro de custodia que contiene
node-backup-size = Tamaño
node-backup-make = Hacer una
node-backup-how = Esta orden copia la base de datos y los archivos mientras el nodo trabaja, abre la copia y lo compara todo. Ejecútela cada día, hacia otro disco, y guarde la copia tan secreta como el nodo.
node-backup-how-postgres = Guarde primero la base de datos con sus propias herramientas, copie después la carpeta de datos y hágalo saber al nodo.
node-backup-what = Se copian la base de datos, las claves, el certificado, los paquetes sellados, node.toml y el ancla del registro. El registro de custodia en disco se omite: se reconstruye.
node-restore = Restaurar
node-restore-how = Ponga la copia en lugar de la carpeta de datos y compárelo todo antes de que el nodo arranque. Nunca ejecute dos nodos sobre copias de una misma carpeta: el segundo bifurcaría el registro de custodia.
node-telephone = Teléfono del punto de contacto
node-no-telephone = ninguno
