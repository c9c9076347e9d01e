# What the node itself expects of an input. French.

input-text = un texte
input-object = un objet
input-list = une liste
input-yes-or-no = oui ou non
input-whole-number = un nombre entier dans les limites
input-nothing = une valeur nulle
input-the-number = le nombre { $value }
input-the-text = le texte { $value }
input-one-of = l’un des suivants : { $words }
input-not = { $expected }, et non { $found }
input-missing = une valeur ; elle manque
input-no-field = aucun champ de ce nom n’existe ; les champs sont : { $fields }
input-fields = un objet contenant les champs
input-command-fields = un objet contenant les champs de l’acte
input-plain = un texte sans caractère de commande ni inversion du sens d’écriture ; il contient { $character }. La tabulation et le saut de ligne sont admis
input-kinds = les formes de la mesure { $measure }
input-acts = un acte d’un agent dans cette procédure : { $acts }
input-acts-now = un acte que vous pouvez accomplir maintenant dans cette affaire : { $acts }
input-new-id = un identifiant que personne n’a jamais eu
input-id = de 1 à { $number } lettres, chiffres, points, tirets ou tirets bas
input-roles = au moins un rôle
input-state = un code d’État, trois lettres majuscules
input-member = un membre de l’annuaire ; { $state } n’y figure pas. `comity members` ou GET /api/v1/members en donne la liste
input-uuid = un UUID de version 7
input-selectors = de 1 à { $number } sélecteurs, un par texte
input-selector-length = des textes d’au plus 65 535 octets
input-element = un élément de ristretto255 en base64url, selon la RFC 9497
input-version = plus que { $number }, déjà publiée ; les versions ne font que croître
input-own-state = { $state }, l’État de ce nœud
input-enrolled-state = { $state }, l’État de l’inscription
input-of-a-state = la déclaration du nœud d’un État ; celle-ci émane d’un registre
input-statement = une déclaration d’un nœud, signée par lui-même : { $reason }
input-continued = une déclaration signée par des clés de cet État dont le registre se porte garant : { $reason }. Si ses clés sont perdues ou en d’autres mains, et que vous l’avez vérifié par une autre voie, utilisez --keys-lost
input-nobody-elses = une adresse et des clés qui lui sont propres ; le registre s’en porte garant comme étant celles de { $state }
input-other-keys = de nouvelles clés ; { $key } ne doit plus être crue
input-address = une adresse électronique telle que { $example }, d’au plus { $number } caractères
input-written = un texte de 1 à { $number } octets
input-name = un nom de 1 à { $number } octets
input-views = au plus { $number ->
        [one] { $number } vue
       *[other] { $number } vues
    } ; supprimez-en d’abord une
input-comments = au plus { $number ->
        [one] { $number } commentaire
       *[other] { $number } commentaires
    } sur un projet
input-duty-officer = un agent qui a le rôle d’agent de permanence
input-shifts = au plus { $number ->
        [one] { $number } permanence
       *[other] { $number } permanences
    } ; retirez-en d’abord
input-free = un moment où personne d’autre n’est de permanence ; { $name } l’est du { $from } au { $to } ({ $zone })
input-moment = un jour et une heure
input-not-past = un moment qui n’est pas passé
input-ahead = un moment dans les { $number ->
        [one] { $number } jour
       *[other] { $number } jours
    } à venir
input-shortest = un moment postérieur d’au moins { $number ->
        [one] { $number } minute
       *[other] { $number } minutes
    } au début
input-longest = un moment postérieur d’au plus { $number ->
        [one] { $number } jour
       *[other] { $number } jours
    } au début
input-purpose = enquête, poursuites, procédure judiciaire, divulgation à l’accusé ou usage dans une autre affaire
input-onward = un État, par son code de trois lettres majuscules, ou une organisation, par son nom
input-fewer = moins d’éléments, ou des noms plus courts : leur liste dépasse ce qu’un bordereau peut contenir ; scellez plusieurs paquets
input-files = au plus { $number ->
        [one] { $number } fichier
       *[other] { $number } fichiers
    } à la fois ; placez les petits fichiers dans une archive
input-file-name = un fichier dont aucun autre fichier de ce paquet ne porte le nom
input-file = au moins un fichier
input-all-of-it = { $file } : en entier, ou pas du tout ; poursuivez son envoi ou retirez-le
input-sheet-length = des déclarations d’au plus { $number } octets
input-sheet = un objet contenant `references` et `items`
input-papers-told-nothing = aucune pièce : cet acte n’informe pas l’autre État et n’attend personne
input-papers-of-the-first = aucune pièce : qui confirme envoie ce que la première personne a joint, sans rien ajouter
input-papers-acts = des pièces pour { $number } actes au plus à la fois ; retirez-en d’abord
input-papers-most = au plus { $number } pièces par message
input-papers-much = des pièces de { $most } octets au plus ensemble ; celles-ci en ont { $found }
input-papers-matter = des pièces de { $most } octets au plus dans une affaire ; avec celles-ci, elle en a { $found } : en joindre de plus petites, ou sceller comme preuve ce qui est une preuve
input-papers-same = toutes les pièces jointes ({ $found }) ; la liste a changé, regardez-la de nouveau
input-release-same = la remise telle qu’elle a été montrée ; une autre est proposée maintenant, regardez-la de nouveau
input-paper-unready = des pièces jointes ; { $digest } ne l’est pas, ou ne l’est plus
input-paper-whole = le fichier entier ; son transfert s’est interrompu
input-paper-name = un nom de 1 à { $number } octets, sans barre oblique, caractère de commande ni inversion du sens de l’écriture
input-paper-type = un type de média tel que { $example }
input-paper-empty = un fichier qui n’est pas vide
input-paper-long = une pièce de { $most } octets au plus ; celle-ci en a { $found }
input-paper-title = un texte de 1 à { $number } octets, sans caractère de commande ni inversion du sens de l’écriture
input-paper-twice = le même fichier une seule fois
input-paper-at = pièce { $place } : { $expected }
input-papers-oral = aucune pièce : ce qui a été dit par téléphone n’en a apporté aucune
