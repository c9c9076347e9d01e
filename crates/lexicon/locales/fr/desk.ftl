# The officers' pages. French.

skip = Aller au contenu
menu = Menu principal
menu-start = À traiter
menu-matters = Dossiers
menu-drafts = Projets de demande
menu-directory = Annuaire
menu-administration = Administration
sign-in = Se connecter
sign-out = Se déconnecter
sign-in-how = Utilisez la clé d’accès de cet appareil ou de votre clé de sécurité. Aucun mot de passe n’est demandé.
sign-in-passkey = Se connecter avec une clé d’accès
sign-in-failed = La connexion n’a pas abouti. Réessayez, ou utilisez une autre clé d’accès.
sign-in-no-passkeys = Ce navigateur ne prend pas en charge les clés d’accès. Utilisez un navigateur récent, ou adressez-vous à un administrateur.
sign-in-script = Les clés d’accès nécessitent JavaScript. Tout le reste fonctionne sans.
sign-in-lost = Clé d’accès perdue ? Deux administrateurs, ensemble, peuvent vous donner un nouveau lien.
welcome = Bienvenue dans l’espace de travail
welcome-exercise = Ceci est un exercice : le lien suffit à vous connecter, sans clé d’accès.
welcome-next = Le lien ne sert qu’une fois. Vous créerez ensuite une clé d’accès sur cet appareil.
welcome-go = Continuer
account = Votre compte
account-make-passkey = Créez une clé d’accès dès maintenant : sans elle, vous ne pourrez plus vous connecter.
account-passkeys = Clés d’accès
account-no-passkeys = Vous n’avez pas encore de clé d’accès.
account-passkey-name = Nom de la clé d’accès
account-passkey-used = Dernière utilisation
account-passkey-drop = Supprimer
account-passkey-add = Créer une clé d’accès
account-two-passkeys = Gardez-en deux, sur des appareils différents : ainsi, en perdre une ne bloque personne.
account-zone = Fuseau horaire
account-zone-name = Nom du fuseau
account-zone-hint = Par exemple Africa/Nairobi. Toutes les heures sont affichées dans ce fuseau, avec l’heure UTC à côté.
save = Enregistrer
start = Ce qui est urgent
start-owed = Obligations de cet État
start-overdue =
    { $number ->
        [one] { $number } délai est dépassé.
        [many] { $number } de délais sont dépassés.
       *[other] { $number } délais sont dépassés.
    }
start-nothing-owed = Aucune obligation en cours.
start-recent = Dossiers récents
start-all = Tous les dossiers
overdue = En retard
due-soon = Sous 24 heures
column-due = Échéance
column-owed = Obligation
column-measure = Mesure
column-state = État
column-stage = Stade
column-side = Qualité de cet État
column-created = Dernière modification
column-number = Numéro
matters-none = Aucun dossier ne correspond.
filter-find = Compte ou personne
filter-all = Tous
filter-go = Afficher
filter-reset = Tout afficher
next-page = Page suivante
not-in-force = La Convention n’est pas en vigueur entre ces deux États à ce jour. Ce qui est fait ici repose sur un autre fondement convenu entre les deux États, ou constitue un exercice.
repeated-subject = Demandes répétées du même État au sujet de { $subject }. Procédez avec soin à l’examen au regard des droits humains.
matter-now = Ce que vous pouvez faire
matter-nothing-now = À ce stade, aucun acte n’est attendu d’un agent.
matter-two-persons = Une seconde personne le confirme.
matter-not-now = Pas maintenant :
matter-history = Ce qui s’est passé
matter-owed = Obligations en cours
matter-nothing-owed = Aucune obligation en cours dans ce dossier.
matter-asked = Ce qui est demandé
owed-by-us = à la charge de cet État
owed-by-them = à la charge de l’autre État
way-out = Envoyé à l’autre État
way-in = Reçu de l’autre État
by-peer = l’État { $state }
by-deadline = un délai
by-consequence = la suite d’un autre dossier
event-erased = Le texte de cet événement a été effacé ; son empreinte et sa place dans le registre demeurent.
event-says = Contenu
event-entry = Entrée du registre de garde
event-letter = Lettre
notes = Notes internes
notes-stay = Elles ne quittent jamais cet État.
notes-new = Nouvelle note
notes-add = Ajouter la note
directory-ends = L’annuaire est valable jusqu’au
directory-none = Aucun membre n’est connu. Voir la santé du nœud sous Administration.
directory-marks = Mentions du registre
directory-in-force = En vigueur à l’égard de cet État
directory-address = Adresse du nœud
directory-until = Attestation valable jusqu’au
mark-party = Partie
mark-central_authority = Autorité centrale (art. 40)
mark-contact_point = Point de contact, 24 h/24 et 7 j/7 (art. 41)
state-law = La loi de cet État, telle qu’il l’a publiée
state-version = Version
state-warnings =
    { $number ->
        [one] { $number } remarque issue de la vérification de ce profil.
        [many] { $number } de remarques issues de la vérification de ce profil.
       *[other] { $number } remarques issues de la vérification de ce profil.
    }
state-text = Le texte signé
link-made = Lien à usage unique
link-once = Remettez-le à l’agent par une voie sûre. Il ne sert qu’une fois, dans un délai d’un jour, et ne sera plus affiché.
officers = Agents
officer-id = Identifiant
officer-name = Nom
officer-roles = Rôles
officer-link = Nouveau lien
officer-remove = Retirer tous les rôles
officer-new = Désigner un agent
officer-add = Désigner et créer un lien
health = Santé du nœud
health-good = Bon
health-warning = Avertissement
health-bad = Mauvais
drafts-new = Nouvelle demande
footer = Chaque acte accompli ici est inscrit au registre de garde.
sorry-invalid = Certains champs sont à corriger
sorry-rejected = Une règle s’y oppose
sorry-named = Cela n’est pas possible
sorry-fault = Un incident s’est produit
sorry-nothing-written = Rien n’a été inscrit.
sorry-typed = Ce que vous avez saisi
again = Votre session avait pris fin
again-sign-in = Connectez-vous : un nouvel onglet s’ouvre. Revenez ensuite à celui-ci et envoyez de nouveau ; rien de ce que vous avez saisi n’est perdu.
again-look = Vous êtes de nouveau connecté. Relisez ce que vous avez saisi, puis envoyez-le encore une fois.
again-send = Envoyer de nouveau
sorry-reads-no-cases = Vos rôles ne vous permettent pas de consulter les dossiers. Demandez à un administrateur le rôle qu’il vous faut.
sorry-no-administrator = Cette page est réservée aux administrateurs.
sorry-form = Ce formulaire n’appartient pas à votre session, qui a peut-être pris fin. Connectez-vous, revenez en arrière et envoyez-le de nouveau.
sorry-link-used = Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau à un administrateur.
sorry-nothing-here = Cette page n’existe pas.
form-zone = Les heures sont celles de votre fuseau horaire. Les champs marqués d’un astérisque sont toujours requis ; la vérification indique ce qu’il faut en plus.
confirm-how = Cet acte requiert deux personnes ou est irrévocable : confirmez-le avec votre clé d’accès.
cancel = Annuler
upload-how = Choisissez les fichiers, ou déposez-les ici. Ils sont scellés à l’intention de l’autre État dès leur arrivée ; rien n’est gardé non scellé.
upload-files = Fichiers
upload-failed = Les fichiers n’ont pas été scellés.
upload-script = Le dépôt de fichiers nécessite JavaScript. La ligne de commande permet de sceller sans.
export-opened = Avec les preuves ouvertes, comme un tribunal les demande
drafts-none = Il n’y a aucun projet.
drafts-by = Commencé par
drafts-last = Dernière modification par
drafts-again = Réutiliser
drafts-to = État requis
drafts-begin = Commencer le projet
draft = Projet de demande
draft-conflict = Un autre agent a enregistré ce projet entre-temps. Ce que vous avez saisi est affiché ici et n’est pas perdu ; sa version est gardée tant que vous n’enregistrez pas.
draft-missing =
    { $number ->
        [one] { $number } champ est à corriger ; le paragraphe qui l’exige figure à côté.
        [many] { $number } de champs sont à corriger ; le paragraphe qui exige chacun d’eux figure à côté.
       *[other] { $number } champs sont à corriger ; le paragraphe qui exige chacun d’eux figure à côté.
    }
draft-good = Il ne manque rien, et la loi le permet.
draft-send = Établir la demande
draft-check = Vérifier
draft-drop = Supprimer le projet
draft-law = Ce que dit la loi
draft-comments = Commentaires
draft-comment = Commentaire à l’intention de l’auteur
draft-comment-add = Ajouter le commentaire
directory-own = Cet État
directory-suspended = Suspendu
directory-not-reached = Son nœud n’est pas encore connu
alarm-on = Activer l’alarme
alarm-is-on = L’alarme est activée
alarm-came = Une demande est arrivée
alarm-due = Un délai est dépassé
link-second = Un second administrateur est nécessaire
link-second-how = Cet agent a déjà une clé d’accès. Un autre administrateur doit appuyer sur le même bouton dans les vingt-quatre heures ; le lien lui sera alors montré.
draft-theirs = Sa version
alarm-deaf = L’alarme n’entend plus rien : reconnectez-vous ou vérifiez le réseau
sorry-oversees = Vous exercez un contrôle : vous voyez tout et ne modifiez rien.
fault-expected = Attendu ici :
