# What is found of the node's health, and what to do about it. Spanish.

health-keys = claves
health-folder = carpeta
health-disk = disco
health-database = base de datos
health-writer = escritura
health-backup = copia de seguridad
health-register = registro
health-clock = reloj
health-directory = directorio
health-status = estado del tratado
health-peer = nodo { $state }
health-outbox = envíos
health-alarm = alarma
health-unanswered = respuestas
health-roster = guardia
health-officers = funcionarios
health-serving = servicio
health-answers = responde
health-no-answer = no responde
health-unread = no puede leerse
health-check-database = compruebe la base de datos
health-keys-good = el archivo de claves se abre y solo su propietario puede leerlo
health-keys-shut = el archivo de claves no se abre
health-keys-mend = repare el archivo de claves antes del próximo reinicio
health-folder-unseen = la carpeta de datos no puede examinarse
health-folder-check = compruebe que la carpeta de datos existe y es suya
health-folder-good = solo su propietario puede entrar
health-folder-open = abierto a otros: { $files }
health-folder-close = ejecute chmod 700 en { $folder } y chmod 600 en sus archivos: otros pueden leer lo que es secreto
health-disk-free = { $number } GiB libres
health-disk-clear = libere espacio en el disco de la carpeta de datos, o traslade la carpeta
health-disk-unseen = el disco no puede examinarse
health-disk-check = compruebe que el disco de la carpeta de datos está montado
health-database-good = responde; el registro de custodia tiene { $number ->
        [one] { $number } asiento
       *[other] { $number } asientos
    }
health-database-check = compruebe que la base de datos funciona y tiene espacio
health-writer-good = se escribió y sincronizó una fila
health-writer-stuck = una escritura esperó { $number } s y se abandonó: algo retiene el bloqueo de la base de datos
health-writer-failed = una escritura falló
health-writer-mend = busque qué lo retiene: con SQLite, otro programa que tiene abierto node.db (`fuser -v node.db`); con PostgreSQL, una sesión detenida en una transacción (`select * from pg_stat_activity where state like 'idle in%'`). Termínela; no se pierde ningún acto, pues lo que no se confirmó nunca ocurrió
health-backup-none = no se ha hecho ninguna
health-backup-last = la última se hizo hace { $number } h
health-backup-make = comity backup --to DIR, cada día, en otro disco
health-register-none = no hay ningún registro fijado
health-register-pin = ejecute `comity init` con --anchor
health-register-copy = el nodo sigue con su copia verificada hasta que caduque; compruebe la red y consulte a la Secretaría
health-clock-off = nuestro reloj y el de otros nodos difieren en { $number } s
health-clock-set = ponga en hora el reloj; los demás nodos rechazan mensajes del futuro
health-clock-good = coincide con el de otros nodos dentro de { $number } s
health-clock-unseen = ningún otro nodo da la hora
health-clock-compare = compárelo con otro reloj: los demás nodos rechazan mensajes del futuro
health-directory-none = no hay copia verificada
health-directory-enrol = inicie una vez `comity serve` con el registro accesible, y pídale que inscriba este nodo
health-directory-expired = la copia verificada caducó el { $at }
health-directory-reach = conecte con el registro; hasta entonces no se cree a ningún otro nodo
health-directory-unbelieved = no se cree a { $state }
health-directory-ask = consulte al registro
health-directory-good = { $number ->
        [one] { $number } miembro activo
       *[other] { $number } miembros activos
    }, copia válida hasta el { $at }
health-directory-soon = conecte con el registro antes de esa fecha
health-enrolment = inscripción
health-enrolment-good = el registro avala las claves en uso
health-enrolment-other = el registro no avala las claves en uso
health-enrolment-ends = lo que el registro guarda de este nodo caduca { $number ->
        [one] en { $number } día
       *[other] en { $number } días
    }, y entonces ningún Estado le cree
health-enrolment-ended = lo que el registro guarda de este nodo caducó el { $at }: ningún Estado le cree
health-enrolment-renew = el registro lo recoge por sí mismo si alcanza este nodo; si no, ejecute `comity keys statement` y envíele el archivo que indique
health-members = miembros
health-members-good = { $number ->
        [one] { $number } miembro; los demás Estados le creen
       *[other] { $number } miembros; los demás Estados creen a cada uno
    }
health-member-enrolment = inscripción de { $state }
health-member-unread = { $state } queda fuera de la lista: su inscripción no se puede leer
health-member-enrol = pídale que ejecute `comity keys statement` e inscriba el archivo que indique
health-member-ended = ningún Estado cree a { $state }: su propia declaración, o una clave que la firmó, caducó el { $at }
health-member-ends = la declaración propia de { $state }, o una clave que la firmó, caduca { $number ->
        [one] en { $number } día
       *[other] en { $number } días
    }, y entonces ningún Estado le cree
health-member-renew = se recoge por sí misma si su nodo responde al registro en su dirección; si no, pídale que ejecute `comity keys statement` e inscriba el archivo que indique
health-status-good = el registro y los datos del depositario coinciden sobre cada Estado
health-status-bound = { $state }: Parte desde, según el registro: { $vouched }; según los datos del depositario: { $recorded }
health-status-left = { $state } se retira, según el registro: { $vouched }; según los datos del depositario: { $recorded }
health-no-day = ninguna fecha
health-status-counts = prevalece la declaración del registro; consulte al registro, o actualice los datos con `comity treaty import`
health-log-of = registro de custodia de { $state }
health-log-forked = tiene dos historias: el punto de control de tamaño { $shown } que mostró no es un comienzo del de tamaño { $number } que este nodo refrendó; hallado el { $at }
health-log-report = comuníquelo al registro y no confíe en ningún acuse de ese Estado hasta que se explique; los acuses conservados lo prueban
health-peer-wait = los mensajes esperan y se entregan cuando vuelva; para asuntos urgentes use el teléfono del punto de contacto
health-outbox-empty = nada en espera
health-outbox-waits = { $number ->
        [one] { $number } mensaje espera
       *[other] { $number } mensajes esperan
    } a { $state }, { $times ->
        [one] { $times } intento
       *[other] { $times } intentos
    }
health-outbox-later = se entregan en cuanto el nodo responda
health-alarm-none = no configurada: a quien no mira una página abierta del escritorio no se le avisa de nada
health-alarm-write = escriba [alarm] en node.toml, como indica docs/operating.md
health-alarm-no-mail = la última alarma no llegó por correo electrónico
health-alarm-no-hook = la última alarma no llegó por webhook
health-alarm-mend = corríjalo ahora; se reintenta por sí sola. Hasta entonces vigile la página de inicio
health-alarm-nobody = la última alarma no llegó a nadie: nadie que esté de guardia tiene dirección, y no se ha designado a nadie
health-alarm-name = anote quién está de guardia, o escriba alarm.escalate_to en node.toml
health-by-mail = por correo electrónico
health-by-hook = por webhook
health-by-both = por correo electrónico y webhook
health-alarm-good = { $ways }; la última llegó el { $at }
health-alarm-untried = { $ways }; aún no se ha enviado ninguna
health-alarm-try = pruébela desde la página del escritorio sobre el estado del nodo
health-unanswered-none = nada urgente queda sin respuesta
health-unanswered-left = { $number ->
        [one] { $number } asunto urgente espera
       *[other] { $number } asuntos urgentes esperan
    }, se dieron todos los pasos y nadie ha respondido
health-unanswered-call = telefonee a un funcionario de guardia: la página de inicio dice qué espera
health-officers-unread = no se pueden leer las funciones de { $officers }, así que no tienen ninguna
health-officers-mend = asígneles de nuevo sus funciones en la página del escritorio dedicada a los funcionarios
health-one-administrator = solo { $officer } puede entrar como administrador y, por tanto, designa a los funcionarios sin nadie más
health-two-administrators = designe a un segundo administrador: desde entonces una designación requiere a ambos
health-roster-nobody = nadie está de guardia
health-roster-enter = anote quién está de guardia en la página del escritorio dedicada a las guardias
health-roster-no-address = { $officer } está de guardia y no tiene dirección de correo electrónico
health-roster-address = el funcionario la anota en la página de su cuenta
health-roster-gap = desde el { $from } nadie está de guardia durante un tiempo
health-roster-good = { $officer } está de guardia hasta el { $to }
health-serving-unasked = no se le puede preguntar
health-serving-restore = restablezca el certificado
health-serving-hangs = { $url } acepta conexiones y no responde
health-serving-restart = reinícielo; no se pierde nada de lo confirmado
health-serving-silent = { $url } no responde
health-serving-start = inícielo: comity serve
health-serving-good = el nodo responde y escribe
health-serving-reads = el nodo no puede escribir
health-provider = inicio de sesión
health-provider-good = { $name } responde
health-provider-away = no se puede consultar { $name }
health-provider-mend = compruebe issuer y ca_file de [desk.openid] en node.toml, y la red; mientras tanto los funcionarios inician sesión con sus llaves de acceso
