# The status of the Convention by date. Spanish.

menu-status = Estado del tratado
status = Estado de la Convención
status-as-of = Fuente más reciente:
status-on = En la fecha
status-no-day = Se espera aquí: un día del calendario.
status-step = Hasta dónde han llegado
status-acted = Todos los que han actuado
status-everyone = Todos los que pueden firmar o adherirse
status-find = Nombre o código
status-force = Entrada en vigor
status-progress = Instrumentos depositados, de los necesarios
status-not-in-force = La Convención no está en vigor en esta fecha.
status-needed =
    { $number ->
        [one] Se necesita un instrumento (art. 65, párr. 1).
       *[other] Se necesitan { $number } instrumentos (art. 65, párr. 1).
    }
status-deposited =
    { $number ->
        [0] No se ha depositado ninguno.
        [one] Se ha depositado uno.
       *[other] Se han depositado { $number }.
    }
status-missing =
    { $number ->
        [0] No falta ninguno.
        [one] Falta todavía uno.
       *[other] Faltan todavía { $number }.
    }
status-if-today = Si todos los que faltan se depositaran en esta fecha, la Convención entraría en vigor el { $date }.
status-enters = La Convención entrará en vigor el { $date }.
status-days =
    { $number ->
        [one] Queda un día hasta entonces.
       *[other] Quedan { $number } días hasta entonces.
    }
status-in-force = La Convención está en vigor desde el { $date }.
status-inexact = De al menos un depósito solo se conoce el mes. Se cuenta desde el último día de ese mes, para que nadie se considere obligado antes de tiempo.
status-month = { $month } de { $year }
status-window = Firma
status-window-opens = La Convención se abre a la firma el { $date } (art. 64, párr. 1).
status-window-ends = Puede firmarse hasta el { $date } (art. 64, párr. 1); después, los Estados se incorporan por adhesión.
status-window-days =
    { $number ->
        [0] Es el último día.
        [one] Queda un día.
       *[other] Quedan { $number } días.
    }
status-window-over = La firma terminó el { $date } (art. 64, párr. 1). Quien no haya firmado puede adherirse.
status-suppose = ¿Y si se depositara uno más?
status-suppose-state = Estado
status-suppose-day = Deposita el
status-suppose-go = Calcular
status-suppose-cannot = Se espera aquí: un Estado que pueda depositar en esta fecha. Aún no tiene instrumento, la Convención está abierta y su firma no es posterior.
status-suppose-act = { $state }: { $act }.
status-suppose-bound = Quedaría obligado a partir del { $date } (art. 65).
status-suppose-deposited =
    { $number ->
        [one] Habría entonces un instrumento depositado.
       *[other] Habría entonces { $number } instrumentos depositados.
    }
status-suppose-all = Si todos los demás lo siguieran el mismo día, la Convención entraría en vigor el { $date }.
status-suppose-nobody = Es una suposición: nadie ha hecho este depósito.
status-map = En el mapa
status-legend = Qué significan los colores y las tramas
status-map-how = El cuadro de abajo dice lo mismo que el mapa. Los Estados pequeños son puntos.
status-not-drawn = En ningún mapa: { $states }.
status-map-opinion = Las fronteras y los nombres de este mapa no entrañan opinión alguna sobre la condición jurídica de países, territorios, ciudades o zonas, ni de sus autoridades, ni sobre el trazado de sus fronteras. Lo que se dibuja sin color no tiene código propio entre quienes pueden firmar o adherirse; nada se dice de ello.
status-table = En el cuadro
status-rows =
    { $number ->
        [one] una fila
       *[other] { $number } filas
    }
status-mirror = Reflejo de fuentes públicas. El registro con valor jurídico es el del depositario, el Secretario General de las Naciones Unidas: no se base en nada de aquí sin él.
status-nobody = Nadie coincide en esta fecha.
status-source = Fiabilidad y fuente
status-sources = Fuentes
status-inexact-row = a más tardar: solo se conoce el mes
status-acts = Lo que hizo, según el registro
status-no-acts = El registro no dice nada al respecto.
status-date = Fecha
status-no-date = no se conoce
status-act = Acto
status-about = Sobre qué
at-none = Nada todavía
at-signatory = Firmó
at-consented = Depositó, aún no obligado
at-party = Obligado
at-leaving = Obligado, ha denunciado
at-left = Ya no obligado
at-withdrawn = Instrumento retirado
at-sort-state = Estado
at-sort-stage = Hasta dónde
at-sort-signed = Firma
at-sort-deposited = Depósito
at-sort-bound = Obligado desde
at-signature = firma
at-ratification = ratificación
at-acceptance = aceptación
at-approval = aprobación
at-accession = adhesión
at-instrument_withdrawal = retiro del instrumento
at-reservation = reserva
at-reservation_withdrawal = retiro de una reserva
at-declaration = declaración
at-objection = objeción
at-objection_withdrawal = retiro de una objeción
at-competence = declaración de competencia
at-denunciation = denuncia
at-amendment_proposal = propuesta de enmienda
at-amendment_adoption = aprobación de una enmienda
at-amendment_consent = consentimiento en una enmienda
at-protocol_adoption = aprobación de un protocolo
at-protocol_consent = consentimiento en un protocolo
at-excludes = excluye la disposición
at-modifies = modifica la disposición
at-precluding = impide la entrada en vigor entre ambos
at-not_precluding = no impide la entrada en vigor entre ambos
at-high = alta
at-medium = media
at-low = baja

# Who is bound towards whom.
between = Quién está obligado con quién
between-one = Un Estado
between-other = El otro Estado
between-ask = Responder
between-no-state = Se espera aquí: un Estado de la lista.
between-yes = El { $date } la Convención está en vigor entre { $one } y { $other }.
between-no = El { $date } la Convención no está en vigor entre { $one } y { $other }.
between-since = Está en vigor entre ambos desde el { $date }.
between-until = Termina entre ambos el { $date }.
between-earliest = Podría estarlo, como pronto, el { $date }, si todo lo que falta se hiciera en la fecha preguntada.
between-missing = Lo que falta
between-same = Un Estado no está obligado consigo mismo.
between-signed = { $state } ha firmado y no ha depositado instrumento.
between-can-sign = { $state } no ha firmado ni depositado instrumento.
between-can-accede = { $state } no ha depositado instrumento. La firma terminó; la adhesión está abierta.
between-instruments = Instrumentos depositados: { $deposited } de { $needed } necesarios.
between-days = { $state } solo queda obligado a partir del { $date }.
between-left = { $state } se retiró el { $date }; una nueva adhesión lo obligaría de nuevo.
between-objection = { $by } objetó la reserva de { $to } ({ $provision }) e impidió la entrada en vigor entre ambos.
between-precluded = Una objeción de uno de los dos impide la entrada en vigor entre ambos.
between-altered = Disposiciones modificadas entre ambos
between-provision = Disposición
between-objected = el otro Estado objetó
between-to-confirm = formulada al firmar; debe confirmarse con el instrumento
between-by-register = Respondido según lo que el registro declara de los Estados, como toda decisión; las reservas proceden del registro del depositario.
between-by-record = Respondido según el registro del depositario, fuente más reciente del { $date }.
directory-answered = Última respuesta
directory-languages = Idiomas
