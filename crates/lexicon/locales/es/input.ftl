# What the node itself expects of an input. Spanish.

input-text = un texto
input-object = un objeto
input-list = una lista
input-yes-or-no = sí o no
input-whole-number = un número entero dentro de los límites
input-nothing = un valor nulo
input-the-number = el número { $value }
input-the-text = el texto { $value }
input-one-of = uno de los siguientes: { $words }
input-not = { $expected }, no { $found }
input-missing = un valor; falta
input-no-field = no hay ningún campo con ese nombre; los campos son: { $fields }
input-fields = un objeto con los campos
input-command-fields = un objeto con los campos del acto
input-plain = un texto sin caracteres de control ni cambios del sentido de la escritura; contiene { $character }. Se admiten el tabulador y el salto de línea
input-kinds = clases de la medida { $measure }
input-acts = un acto de un funcionario en este procedimiento: { $acts }
input-acts-now = un acto que usted puede realizar ahora en este asunto: { $acts }
input-new-id = un identificador que nadie haya tenido antes
input-id = de 1 a { $number } letras, cifras, puntos, guiones o guiones bajos
input-roles = al menos una función
input-state = un código de Estado, tres letras mayúsculas
input-member = un miembro del directorio; { $state } no figura en él. `comity members` o GET /api/v1/members los enumera
input-uuid = un UUID de la versión 7
input-selectors = de 1 a { $number } selectores, uno por texto
input-selector-length = textos de 65 535 bytes como máximo
input-element = un elemento de ristretto255 en base64url, según el RFC 9497
input-version = más que { $number }, ya publicada; las versiones solo aumentan
input-own-state = { $state }, el Estado de este nodo
input-enrolled-state = { $state }, el Estado de la inscripción
input-of-a-state = la declaración del nodo de un Estado; esta es de un registro
input-statement = una declaración de un nodo firmada por él mismo: { $reason }
input-continued = una declaración firmada con claves de este Estado que el registro avala: { $reason }. Si sus claves se han perdido o están en otras manos, y usted lo ha comprobado por otra vía, use --keys-lost
input-nobody-elses = una dirección y claves propias; el registro las avala como de { $state }
input-other-keys = claves nuevas; { $key } ya no merece crédito
input-address = una dirección de correo electrónico como { $example }, de { $number } caracteres como máximo
input-written = un texto de 1 a { $number } bytes
input-name = un nombre de 1 a { $number } bytes
input-views = como máximo { $number ->
        [one] { $number } vista
       *[other] { $number } vistas
    }; elimine antes una
input-comments = como máximo { $number ->
        [one] { $number } comentario
       *[other] { $number } comentarios
    } por borrador
input-duty-officer = un funcionario que tenga la función de guardia
input-shifts = como máximo { $number ->
        [one] { $number } turno
       *[other] { $number } turnos
    }; retire antes alguno
input-free = un momento en que nadie más esté de guardia; { $name } lo está del { $from } al { $to } ({ $zone })
input-moment = un día y una hora
input-not-past = un momento que no haya pasado
input-ahead = un momento en un plazo de { $number ->
        [one] { $number } día
       *[other] { $number } días
    }
input-shortest = un momento posterior al comienzo en al menos { $number ->
        [one] { $number } minuto
       *[other] { $number } minutos
    }
input-longest = un momento posterior al comienzo en { $number ->
        [one] { $number } día
       *[other] { $number } días
    } como máximo
input-purpose = investigación, enjuiciamiento, actuaciones judiciales, revelación al acusado o uso en otro caso
input-onward = un Estado, con su código de tres letras mayúsculas, o una organización, con su nombre
input-fewer = menos elementos o nombres más cortos: su lista supera lo que admite un manifiesto; selle varios paquetes
input-files = como máximo { $number ->
        [one] { $number } archivo
       *[other] { $number } archivos
    } a la vez; reúna los pequeños en un archivo comprimido
input-file-name = un archivo cuyo nombre no tenga ningún otro de este paquete
input-file = al menos un archivo
input-all-of-it = { $file }: entero, o nada; continúe su carga o retírelo
input-sheet-length = declaraciones de { $number } bytes como máximo
input-sheet = un objeto con `references` e `items`
input-papers-told-nothing = ninguno: este acto no comunica nada al otro Estado y no espera a nadie
input-papers-of-the-first = ninguno: quien confirma envía lo que adjuntó la primera persona y no añade nada
input-papers-acts = documentos para un máximo de { $number } actos a la vez; retire antes algunos
input-papers-most = como máximo { $number } documentos por mensaje
input-papers-much = documentos de { $most } bytes como máximo en conjunto; estos tienen { $found }
input-papers-matter = documentos de { $most } bytes como máximo en un asunto; con estos tiene { $found }: adjunte otros más pequeños, o selle como prueba lo que es prueba
input-papers-same = todos los documentos adjuntos ({ $found }); la lista cambió, mírela de nuevo
input-release-same = la entrega tal como se mostró; ahora se propone otra, mírela de nuevo
input-paper-unready = documentos adjuntos; { $digest } no lo está, o ya no
input-paper-whole = el archivo completo; su transferencia se interrumpió
input-paper-name = un nombre de 1 a { $number } bytes, sin barras, caracteres de control ni cambios de la dirección de escritura
input-paper-type = un tipo de medio como { $example }
input-paper-empty = un archivo que no esté vacío
input-paper-long = un documento de { $most } bytes como máximo; este tiene { $found }
input-paper-title = un texto de 1 a { $number } bytes, sin caracteres de control ni cambios de la dirección de escritura
input-paper-twice = el mismo archivo una sola vez
input-paper-at = documento { $place }: { $expected }
input-papers-oral = ninguno: lo que se dijo por teléfono no trajo documentos
