# What is found of the node's health, and what to do about it. French.

health-keys = clés
health-folder = dossier
health-disk = disque
health-database = base de données
health-writer = écriture
health-backup = sauvegarde
health-register = registre
health-clock = horloge
health-directory = annuaire
health-status = état du traité
health-peer = nœud { $state }
health-outbox = envois
health-alarm = alarme
health-unanswered = réponses
health-roster = permanence
health-officers = agents
health-serving = service
health-answers = répond
health-no-answer = ne répond pas
health-unread = ne peut être lu
health-check-database = vérifiez la base de données
health-keys-good = le fichier de clés s’ouvre et seul son propriétaire peut le lire
health-keys-shut = le fichier de clés ne s’ouvre pas
health-keys-mend = réparez le fichier de clés avant le prochain redémarrage
health-folder-unseen = le dossier de données ne peut être examiné
health-folder-check = vérifiez que le dossier de données existe et vous appartient
health-folder-good = seul son propriétaire peut y entrer
health-folder-open = ouvert à d’autres : { $files }
health-folder-close = exécutez chmod 700 sur { $folder } et chmod 600 sur ses fichiers : d’autres peuvent lire ce qui est secret
health-disk-free = { $number } Gio libres
health-disk-clear = libérez de l’espace sur le disque du dossier de données, ou déplacez le dossier
health-disk-unseen = le disque ne peut être examiné
health-disk-check = vérifiez que le disque du dossier de données est monté
health-database-good = répond ; le registre de garde compte { $number ->
        [one] { $number } entrée
       *[other] { $number } entrées
    }
health-database-check = vérifiez que la base de données fonctionne et dispose d’espace
health-writer-good = une ligne a été écrite et synchronisée
health-writer-stuck = une écriture a attendu { $number } s et a été abandonnée : quelque chose tient le verrou de la base de données
health-writer-failed = une écriture a échoué
health-writer-mend = cherchez ce qui le tient : avec SQLite, un autre programme qui a ouvert node.db (`fuser -v node.db`) ; avec PostgreSQL, une session restée dans une transaction (`select * from pg_stat_activity where state like 'idle in%'`). Mettez-y fin ; aucun acte n’est perdu, car ce qui n’a pas été validé n’a pas eu lieu
health-backup-none = aucune n’a jamais été faite
health-backup-last = la dernière date d’il y a { $number } h
health-backup-make = comity backup --to DIR, chaque jour, vers un autre disque
health-register-none = aucun registre n’est épinglé
health-register-pin = exécutez `comity init` avec --anchor
health-register-copy = le nœud continue avec sa copie vérifiée jusqu’à son échéance ; vérifiez le réseau et interrogez le Secrétariat
health-clock-off = notre horloge et celle des autres nœuds diffèrent de { $number } s
health-clock-set = réglez l’horloge ; les autres nœuds refusent les messages venus du futur
health-clock-good = concorde avec les autres nœuds à { $number } s près
health-clock-unseen = aucun autre nœud ne donne l’heure
health-clock-compare = comparez-la à une autre horloge : les autres nœuds refusent les messages venus du futur
health-directory-none = aucune copie vérifiée
health-directory-enrol = démarrez une fois `comity serve` lorsque le registre est joignable, et demandez-lui d’inscrire ce nœud
health-directory-expired = la copie vérifiée a expiré le { $at }
health-directory-reach = joignez le registre ; d’ici là, aucun autre nœud n’est cru
health-directory-unbelieved = { $state } n’est pas cru
health-directory-ask = interrogez le registre
health-directory-good = { $number ->
        [one] { $number } membre actif
       *[other] { $number } membres actifs
    }, copie valable jusqu’au { $at }
health-directory-soon = joignez le registre avant cette date
health-enrolment = inscription
health-enrolment-good = le registre se porte garant des clés en usage
health-enrolment-other = le registre ne se porte pas garant des clés en usage
health-enrolment-ends = ce que le registre détient de ce nœud prend fin dans { $number ->
        [one] { $number } jour
       *[other] { $number } jours
    }, et alors aucun État ne le croit
health-enrolment-ended = ce que le registre détient de ce nœud a pris fin le { $at } : aucun État ne le croit
health-enrolment-renew = le registre le recueille de lui-même s’il joint ce nœud ; sinon, exécutez `comity keys statement` et envoyez-lui le fichier indiqué
health-members = membres
health-members-good = { $number ->
        [one] { $number } membre ; les autres États le croient
       *[other] { $number } membres ; les autres États croient chacun d’eux
    }
health-member-enrolment = inscription de { $state }
health-member-unread = { $state } est laissé hors de la liste : son inscription ne se lit pas
health-member-enrol = faites-lui exécuter `comity keys statement`, et inscrivez le fichier indiqué
health-member-ended = aucun État ne croit { $state } : sa propre déclaration, ou une clé qui l’a signée, a pris fin le { $at }
health-member-ends = la déclaration de { $state }, ou une clé qui l’a signée, prend fin dans { $number ->
        [one] { $number } jour
       *[other] { $number } jours
    }, et alors aucun État ne le croit
health-member-renew = elle est recueillie d’elle-même si son nœud répond au registre à son adresse ; sinon, faites-lui exécuter `comity keys statement`, et inscrivez le fichier indiqué
health-status-good = le registre et les relevés du dépositaire concordent pour chaque État
health-status-bound = { $state } est Partie ; entrée en vigueur selon le registre : { $vouched } ; selon les relevés du dépositaire : { $recorded }
health-status-left = { $state } se retire ; date selon le registre : { $vouched } ; selon les relevés du dépositaire : { $recorded }
health-no-day = aucune date
health-status-counts = la déclaration du registre fait foi ; interrogez le registre, ou mettez les relevés à jour avec `comity treaty import`
health-log-of = registre de garde de { $state }
health-log-forked = il a deux histoires : le point de contrôle de taille { $shown } qu’il a montré n’est pas un début de celui de taille { $number } que ce nœud a contresigné ; constaté le { $at }
health-log-report = signalez-le au registre, et ne vous fiez à aucun accusé de réception de cet État avant explication ; les accusés conservés en sont la preuve
health-peer-wait = les messages attendent et sont remis à son retour ; en cas d’urgence, utilisez le téléphone du point de contact
health-outbox-empty = rien en attente
health-outbox-waits = { $number ->
        [one] { $number } message attend
       *[other] { $number } messages attendent
    } { $state }, { $times ->
        [one] { $times } essai
       *[other] { $times } essais
    }
health-outbox-later = ils sont remis dès que le nœud répond
health-alarm-none = non configurée : qui ne regarde pas une page ouverte du bureau n’est averti de rien
health-alarm-write = écrivez [alarm] dans node.toml, comme l’indique docs/operating.md
health-alarm-no-mail = la dernière alarme n’est pas passée par courriel
health-alarm-no-hook = la dernière alarme n’est pas passée par webhook
health-alarm-mend = remédiez-y maintenant ; l’envoi est retenté de lui-même. D’ici là, surveillez la page d’accueil
health-alarm-nobody = la dernière alarme n’a atteint personne : nul agent de permanence n’a d’adresse, et personne n’est désigné
health-alarm-name = inscrivez qui est de permanence, ou écrivez alarm.escalate_to dans node.toml
health-by-mail = par courriel
health-by-hook = par webhook
health-by-both = par courriel et par webhook
health-alarm-good = { $ways } ; la dernière est passée le { $at }
health-alarm-untried = { $ways } ; aucune n’a encore été envoyée
health-alarm-try = essayez-la depuis la page du bureau sur la santé du nœud
health-unanswered-none = rien d’urgent n’est resté sans réponse
health-unanswered-left = { $number ->
        [one] { $number } dossier urgent attend
       *[other] { $number } dossiers urgents attendent
    }, toutes les étapes ont été suivies, et personne n’a répondu
health-unanswered-call = téléphonez à un agent de permanence : la page d’accueil dit ce qui attend
health-officers-unread = les rôles de { $officers } ne peuvent être lus ; ils n’en ont donc aucun
health-officers-mend = redonnez-leur leurs rôles à la page du bureau consacrée aux agents
health-one-administrator = seul { $officer } peut se connecter comme administrateur, et désigne donc seul les agents
health-two-administrators = désignez un second administrateur : dès lors, une désignation demande les deux
health-roster-nobody = personne n’est de permanence
health-roster-enter = inscrivez qui est de permanence à la page du bureau consacrée aux permanences
health-roster-no-address = { $officer } est de permanence et n’a pas d’adresse électronique
health-roster-address = l’agent l’inscrit à la page de son compte
health-roster-gap = à partir du { $from }, personne n’est de permanence pendant un temps
health-roster-good = { $officer } est de permanence jusqu’au { $to }
health-serving-unasked = il ne peut être interrogé
health-serving-restore = rétablissez le certificat
health-serving-hangs = { $url } accepte les connexions et ne répond pas
health-serving-restart = redémarrez-le ; rien de ce qui est validé n’est perdu
health-serving-silent = { $url } ne répond pas
health-serving-start = démarrez-le : comity serve
health-serving-good = le nœud répond et écrit
health-serving-reads = le nœud ne peut pas écrire
health-provider = connexion
health-provider-good = { $name } répond
health-provider-away = { $name } ne peut être interrogé
health-provider-mend = vérifiez issuer et ca_file de [desk.openid] dans node.toml, ainsi que le réseau ; en attendant, les agents se connectent avec leurs clés d’accès
