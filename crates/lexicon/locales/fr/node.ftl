# What the node stands on, for who runs it. French.

node-register = Registre
node-peers = Pairs
node-keys = Clés
node-backups = Sauvegardes
node-list = La dernière liste du registre
node-list-ended = La liste des membres du registre a expiré, ou il n’y en a jamais eu : aucun pair n’est cru tant que le registre n’est pas joint.
node-not-stated = Le registre ne déclare rien du nœud de cet État : il n’est pas inscrit.
node-suspended = Le registre a suspendu ce nœud : les pairs refusent ses lettres.
node-register-address = Adresse du registre
node-list-serial = Numéro de série
node-list-signed = Signée
node-list-age = Ancienneté
node-list-ends = Valable jusqu’au
node-hours =
    { $number ->
        [0] moins d’une heure
        [one] une heure
       *[other] { $number } heures
    }
node-statement = Notre qualité de membre, telle que le registre la déclare
node-statement-how = Tous les autres États décident d’après ceci. Seul le registre corrige ce qui serait faux.
node-party-since = Lié par la Convention depuis le
node-not-bound = non déclaré
node-denounced = Sa dénonciation prend effet le
node-languages = Langues dans lesquelles il reçoit les demandes
node-diplomatic = Par la voie diplomatique uniquement
node-reservation-preservation = Réserve sur la conservation (art. 42, par. 5)
node-agreements = Accords en dehors de la Convention
node-keys-vouched = Les clés dont le registre répond
node-key-algorithm = Algorithme
node-key-id = Identifiant de la clé
node-key-ends = Fin
node-key-open = aucune fin déclarée
node-peers-none = L’annuaire ne contient aucun autre État.
node-peers-how = Seuls des nombres sont affichés : aucune lettre, aucun dossier. Le temps de réponse est connu depuis le démarrage de ce processus.
node-standing = Situation
node-active = Actif
node-withdrawn = Retiré
node-answered = Dernière réponse
node-never = pas encore
node-silent = Sans réponse
node-within-milliseconds = en { $number } ms
node-within-seconds = en { $number } s
node-waiting = Lettres en attente
node-cosigned = Cosignatures de notre journal
node-cosigned-never = aucune pour l’instant
node-cosigned-all = à jour
node-cosigned-behind =
    { $number ->
        [one] { $number } entrée de retard
       *[other] { $number } entrées de retard
    }
node-keys-present = Clés en usage
node-keys-former = Clés utilisées auparavant
node-keys-former-how = Ce qu’elles ont signé reste vérifiable ; elles ne signent plus rien.
node-roll = Renouvellement
node-roll-how = Les nouvelles clés viennent en deux temps, afin qu’aucun pair ne rencontre une clé inconnue : les préparer, les faire inscrire par le registre en comparant les identifiants par une autre voie, puis basculer et redémarrer.
node-roll-none = Aucun renouvellement n’est en cours. Le registre répond des clés en usage.
node-roll-prepared = Les prochaines clés sont faites ; le registre ne les a pas encore inscrites.
node-roll-enrolled = Le registre a inscrit les prochaines clés : elles peuvent être mises en usage.
node-roll-unknown = Le registre ne répond pas des clés en usage, ou sa déclaration n’est pas connue ici : les pairs refusent ce que ce nœud signe.
node-backup-none = Ce nœud ne connaît aucune sauvegarde.
node-backup-old = La dernière sauvegarde est trop ancienne.
node-backup-unchecked = La dernière sauvegarde a été faite par d’autres outils : on n’a pas vérifié ici si elle s’ouvre.
node-backup-good = La dernière sauvegarde est récente, et un nœud ouvert sur elle s’est révélé cohérent.
node-backup-last = La dernière sauvegarde
node-backup-at = Faite
node-backup-checked = Ouverte et comparée
node-backup-entries = Entrées du journal de conservation qu’elle contient
node-backup-size = Taille
node-backup-make = En faire une
node-backup-how = Cette commande copie la base de données et les fichiers pendant que le nœud travaille, ouvre la copie et compare tout. Lancez-la chaque jour, vers un autre disque, et gardez la copie aussi secrète que le nœud.
node-backup-how-postgres = Sauvegardez d’abord la base de données avec ses propres outils, copiez ensuite le dossier de données, puis informez-en le nœud.
node-backup-what = Sont copiés la base de données, les clés, le certificat, les paquets scellés, node.toml et l’ancre du registre. Le journal sur disque est omis : il est reconstruit.
node-restore = Restaurer
node-restore-how = Mettez la copie à la place du dossier de données et comparez tout avant le démarrage du nœud. Ne faites jamais tourner deux nœuds sur des copies d’un même dossier : le second bifurquerait le journal.
node-telephone = Téléphone du point de contact
node-no-telephone = aucun
