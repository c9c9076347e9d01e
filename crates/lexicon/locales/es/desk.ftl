# The officers' pages. Spanish.

skip = Ir al contenido
menu = Menú principal
menu-start = Ahora
menu-matters = Asuntos
menu-drafts = Proyectos de solicitud
menu-directory = Directorio
menu-administration = Administración
sign-in = Iniciar sesión
sign-out = Cerrar sesión
sign-in-how = Use la llave de acceso de este dispositivo o de su llave de seguridad. No se pide ninguna contraseña.
sign-in-passkey = Iniciar sesión con una llave de acceso
sign-in-failed = No se ha podido completar. Inténtelo de nuevo, o use otra llave de acceso.
sign-in-no-passkeys = Este navegador no admite llaves de acceso. Use un navegador actual, o acuda a un administrador.
sign-in-script = Las llaves de acceso necesitan JavaScript. Todo lo demás funciona sin él.
sign-in-lost = ¿Ha perdido su llave de acceso? Dos administradores juntos pueden darle un nuevo enlace.
welcome = Le damos la bienvenida al espacio de trabajo
welcome-exercise = Esto es un ejercicio: basta el enlace para iniciar sesión, sin llave de acceso.
welcome-next = El enlace sirve una sola vez. A continuación creará una llave de acceso en este dispositivo.
welcome-go = Continuar
account = Su cuenta
account-make-passkey = Cree ahora una llave de acceso: sin ella no podrá volver a iniciar sesión.
account-passkeys = Llaves de acceso
account-no-passkeys = Aún no tiene ninguna llave de acceso.
account-passkey-name = Nombre de la llave de acceso
account-passkey-used = Último uso
account-passkey-drop = Eliminar
account-passkey-add = Crear una llave de acceso
account-two-passkeys = Conserve dos, en dispositivos distintos: así, perder una no deja a nadie sin acceso.
account-zone = Zona horaria
account-zone-name = Nombre de la zona
account-zone-hint = Por ejemplo, Africa/Nairobi. Todas las horas se muestran en esta zona, con la hora UTC al lado.
save = Guardar
start = Lo urgente ahora
start-owed = Obligaciones de este Estado
start-overdue =
    { $number ->
        [one] Ha vencido { $number } plazo.
        [many] Han vencido { $number } de plazos.
       *[other] Han vencido { $number } plazos.
    }
start-nothing-owed = No hay obligaciones pendientes.
start-recent = Últimos asuntos
start-all = Todos los asuntos
overdue = Vencido
due-soon = En menos de un día
column-due = Vencimiento
column-owed = Obligación
column-measure = Medida
column-state = Estado
column-stage = Fase
column-side = Calidad de este Estado
column-created = Último cambio
column-number = Número
matters-none = Ningún asunto coincide.
filter-find = Cuenta o persona
filter-all = Todos
filter-go = Mostrar
filter-reset = Mostrar todo
next-page = Página siguiente
not-in-force = La Convención no está en vigor entre estos dos Estados en este día. Lo que se hace aquí se funda en otra base convenida por ambos Estados, o es un ejercicio.
repeated-subject = Solicitudes reiteradas del mismo Estado respecto de { $subject }. Realice con cuidado el examen de derechos humanos.
matter-now = Lo que puede hacer ahora
matter-nothing-now = En esta fase no queda nada que hacer para un funcionario.
matter-two-persons = Lo confirma una segunda persona.
matter-not-now = Ahora no:
matter-history = Lo ocurrido
matter-owed = Obligaciones pendientes
matter-nothing-owed = No hay obligaciones pendientes en este asunto.
matter-asked = Lo que se pide
owed-by-us = a cargo de este Estado
owed-by-them = a cargo del otro Estado
way-out = Enviado al otro Estado
way-in = Recibido del otro Estado
by-peer = el Estado { $state }
by-deadline = un plazo
by-consequence = consecuencia de otro asunto
event-erased = El texto de este suceso se ha borrado; su resumen y su lugar en el registro permanecen.
event-says = Contenido
event-entry = Asiento del registro de custodia
event-letter = Carta
notes = Notas internas
notes-stay = Nunca salen de este Estado.
notes-new = Nueva nota
notes-add = Añadir la nota
directory-ends = El directorio es válido hasta
directory-none = No se conoce ningún miembro. Consulte la salud del nodo en Administración.
directory-marks = Menciones del registro
directory-in-force = En vigor respecto de este Estado
directory-address = Dirección del nodo
directory-until = Declaración válida hasta
mark-party = Parte
mark-central_authority = Autoridad central (art. 40)
mark-contact_point = Punto de contacto, 24 horas, 7 días a la semana (art. 41)
state-law = La ley de este Estado, tal como la ha publicado
state-version = Versión
state-warnings =
    { $number ->
        [one] { $number } observación de la comprobación de este perfil.
        [many] { $number } de observaciones de la comprobación de este perfil.
       *[other] { $number } observaciones de la comprobación de este perfil.
    }
state-text = El texto firmado
link-made = Enlace de un solo uso
link-once = Entréguelo al funcionario por una vía de confianza. Sirve una sola vez, en el plazo de un día, y no volverá a mostrarse.
officers = Funcionarios
officer-id = Identificador
officer-name = Nombre
officer-roles = Funciones
officer-link = Nuevo enlace
officer-remove = Retirar todas las funciones
officer-new = Designar a un funcionario
officer-add = Designar y crear un enlace
health = Salud del nodo
health-good = Bien
health-warning = Advertencia
health-bad = Mal
drafts-new = Nueva solicitud
footer = Cada acto realizado aquí queda inscrito en el registro de custodia.
sorry-invalid = Hay campos que corregir
sorry-rejected = Una regla lo impide
sorry-named = Esto no es posible
sorry-fault = Se ha producido un fallo
sorry-nothing-written = No se ha inscrito nada.
sorry-typed = Lo que usted escribió
again = Su sesión había terminado
again-sign-in = Inicie sesión: se abre una pestaña nueva. Después vuelva a esta y envíe otra vez; nada de lo que escribió se pierde.
again-look = Ha vuelto a iniciar sesión. Revise lo que escribió y envíelo otra vez.
again-send = Enviar otra vez
sorry-reads-no-cases = Sus funciones no le permiten ver los asuntos. Pida a un administrador la función que necesita.
sorry-no-administrator = Esta página es solo para administradores.
sorry-form = Este formulario no pertenece a su sesión, que quizá haya terminado. Inicie sesión, vuelva atrás y envíelo de nuevo.
sorry-link-used = Este enlace ya se ha usado o ha caducado. Pida uno nuevo a un administrador.
sorry-nothing-here = Esta página no existe.
form-zone = Las horas son las de su zona horaria. Los campos con asterisco son siempre obligatorios; la comprobación indica qué más hace falta.
confirm-how = Este acto requiere dos personas o no puede deshacerse: confírmelo con su llave de acceso.
cancel = Cancelar
upload-how = Elija los archivos, o suéltelos aquí. Se sellan para el otro Estado a medida que llegan; nada se guarda sin sellar.
upload-files = Archivos
upload-failed = Los archivos no se han sellado.
upload-script = Para subir archivos se necesita JavaScript. La línea de comandos permite sellarlos sin él.
export-opened = Con las pruebas abiertas, como las pide un tribunal
drafts-none = No hay ningún proyecto.
drafts-by = Iniciado por
drafts-last = Último cambio de
drafts-again = Usar de nuevo
drafts-to = Estado requerido
drafts-begin = Iniciar el proyecto
draft = Proyecto de solicitud
draft-conflict = Entretanto, otro funcionario ha guardado este proyecto. Lo que usted ha escrito se muestra aquí y no se ha perdido; la otra versión se conserva hasta que usted guarde la suya.
draft-missing =
    { $number ->
        [one] Hay { $number } campo que corregir; al lado figura el párrafo que lo exige.
        [many] Hay { $number } de campos que corregir; al lado de cada uno figura el párrafo que lo exige.
       *[other] Hay { $number } campos que corregir; al lado de cada uno figura el párrafo que lo exige.
    }
draft-good = No falta nada, y la ley lo permite.
draft-send = Formular la solicitud
draft-check = Comprobar
draft-drop = Descartar el proyecto
draft-law = Lo que dice la ley
draft-comments = Comentarios
draft-comment = Comentario para quien lo redactó
draft-comment-add = Añadir el comentario
directory-own = Este Estado
directory-suspended = Suspendido
directory-not-reached = Su nodo aún no se conoce
alarm-on = Activar la alarma
alarm-is-on = La alarma está activada
alarm-came = Ha llegado una solicitud
alarm-due = Ha vencido un plazo
link-second = Se necesita un segundo administrador
link-second-how = Este funcionario ya tiene una llave de acceso. Otro administrador debe pulsar el mismo botón en el plazo de un día; el enlace se le mostrará entonces a él.
draft-theirs = Su versión
alarm-deaf = La alarma no recibe nada: vuelva a iniciar sesión o revise la red
sorry-oversees = Usted supervisa: lo ve todo y no cambia nada.
fault-expected = Aquí se espera:
