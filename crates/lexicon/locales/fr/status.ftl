# The status of the Convention by date. French.

menu-status = État du traité
status = État de la Convention
status-as-of = Source la plus récente :
status-on = À la date du
status-no-day = Attendu ici : un jour du calendrier.
status-step = Étape atteinte
status-acted = Tous ceux qui ont agi
status-everyone = Tous ceux qui peuvent signer ou adhérer
status-find = Nom ou code
status-force = Entrée en vigueur
status-progress = Instruments déposés, sur le nombre requis
status-not-in-force = À cette date, la Convention n’est pas en vigueur.
status-needed =
    { $number ->
        [one] { $number } instrument est requis (art. 65, par. 1).
       *[other] { $number } instruments sont requis (art. 65, par. 1).
    }
status-deposited =
    { $number ->
        [0] Aucun n’est déposé.
        [one] Un seul est déposé.
       *[other] { $number } sont déposés.
    }
status-missing =
    { $number ->
        [0] Il n’en manque aucun.
        [one] Il en manque encore un.
       *[other] Il en manque encore { $number }.
    }
status-if-today = Si tous les instruments manquants étaient déposés ce jour-là, la Convention entrerait en vigueur le { $date }.
status-enters = La Convention entrera en vigueur le { $date }.
status-days =
    { $number ->
        [one] Il reste { $number } jour d’ici là.
       *[other] Il reste { $number } jours d’ici là.
    }
status-in-force = La Convention est en vigueur depuis le { $date }.
status-inexact = Pour un dépôt au moins, seul le mois est connu. Il est compté à partir du dernier jour de ce mois, afin que nul ne soit tenu pour lié trop tôt.
status-month = { $month } { $year }
status-window = Signature
status-window-opens = La Convention sera ouverte à la signature le { $date } (art. 64, par. 1).
status-window-ends = Elle peut être signée jusqu’au { $date } (art. 64, par. 1) ; ensuite, les États la rejoignent par adhésion.
status-window-days =
    { $number ->
        [0] C’est le dernier jour.
        [one] Il reste { $number } jour.
       *[other] Il reste { $number } jours.
    }
status-window-over = La signature a pris fin le { $date } (art. 64, par. 1). Qui n’a pas signé peut adhérer.
status-suppose = Et si un instrument de plus était déposé ?
status-suppose-state = État
status-suppose-day = Dépôt le
status-suppose-go = Calculer
status-suppose-cannot = Attendu ici : un État qui peut déposer à cette date. Il n’a pas encore d’instrument, la Convention est ouverte et sa signature n’est pas postérieure.
status-suppose-act = { $state } : { $act }.
status-suppose-bound = Il serait lié à compter du { $date } (art. 65).
status-suppose-deposited =
    { $number ->
        [one] { $number } instrument serait alors déposé.
       *[other] { $number } instruments seraient alors déposés.
    }
status-suppose-all = Si tous les autres suivaient le même jour, la Convention entrerait en vigueur le { $date }.
status-suppose-nobody = Ceci est une hypothèse : personne n’a fait ce dépôt.
status-map = Sur la carte
status-legend = Signification des couleurs et des motifs
status-map-how = Le tableau ci-dessous dit la même chose que la carte. Les petits États y sont des points.
status-not-drawn = Sur aucune carte : { $states }.
status-map-opinion = Les frontières et les noms figurant sur cette carte n’impliquent aucune prise de position quant au statut juridique des pays, territoires, villes ou zones, ou de leurs autorités, ni quant au tracé de leurs frontières. Ce qui est dessiné sans couleur n’a pas de code propre parmi ceux qui peuvent signer ou adhérer ; rien n’en est dit.
status-table = Dans le tableau
status-rows =
    { $number ->
        [one] { $number } ligne
       *[other] { $number } lignes
    }
status-mirror = Reflet de sources publiques. Les actes faisant foi sont ceux du dépositaire, le Secrétaire général de l’Organisation des Nations Unies : ne vous fondez sur rien ici sans eux.
status-nobody = Personne ne correspond à cette date.
status-source = Fiabilité et source
status-sources = Sources
status-inexact-row = au plus tard : seul un mois est connu
status-acts = Ce que l’État a fait, selon le registre
status-no-acts = Le registre n’en dit rien.
status-date = Date
status-no-date = non connue
status-act = Acte
status-about = Objet
at-none = Rien encore
at-signatory = A signé
at-consented = A déposé, pas encore lié
at-party = Lié
at-leaving = Lié, a dénoncé
at-left = N’est plus lié
at-withdrawn = Instrument retiré
at-sort-state = État
at-sort-stage = Étape
at-sort-signed = Signature
at-sort-deposited = Dépôt
at-sort-bound = Lié à compter du
at-signature = signature
at-ratification = ratification
at-acceptance = acceptation
at-approval = approbation
at-accession = adhésion
at-instrument_withdrawal = retrait de l’instrument
at-reservation = réserve
at-reservation_withdrawal = retrait d’une réserve
at-declaration = déclaration
at-objection = objection
at-objection_withdrawal = retrait d’une objection
at-competence = déclaration de compétence
at-denunciation = dénonciation
at-amendment_proposal = proposition d’amendement
at-amendment_adoption = adoption d’un amendement
at-amendment_consent = consentement à un amendement
at-protocol_adoption = adoption d’un protocole
at-protocol_consent = consentement à un protocole
at-excludes = exclut la disposition
at-modifies = modifie la disposition
at-precluding = s’oppose à l’entrée en vigueur entre les deux
at-not_precluding = ne s’oppose pas à l’entrée en vigueur entre les deux
at-high = élevée
at-medium = moyenne
at-low = faible

# Who is bound towards whom.
between = Qui est lié envers qui
between-one = Un État
between-other = L’autre État
between-ask = Répondre
between-no-state = Attendu ici : un État de la liste.
between-yes = Le { $date }, la Convention est en vigueur entre { $one } et { $other }.
between-no = Le { $date }, la Convention n’est pas en vigueur entre { $one } et { $other }.
between-since = Elle est en vigueur entre les deux depuis le { $date }.
between-until = Elle prend fin entre les deux le { $date }.
between-earliest = Elle pourrait l’être au plus tôt le { $date }, si tout ce qui manque était fait à la date demandée.
between-missing = Ce qui manque
between-same = Un État n’est pas lié envers lui-même.
between-signed = { $state } a signé et n’a déposé aucun instrument.
between-can-sign = { $state } n’a ni signé ni déposé d’instrument.
between-can-accede = { $state } n’a déposé aucun instrument. La signature a pris fin ; l’adhésion est ouverte.
between-instruments = Instruments déposés : { $deposited } sur { $needed } requis.
between-days = { $state } n’est lié qu’à compter du { $date }.
between-left = { $state } s’est retiré le { $date } ; une nouvelle adhésion le lierait de nouveau.
between-objection = { $by } a fait objection à la réserve de { $to } ({ $provision }) et s’est opposé à l’entrée en vigueur entre les deux.
between-precluded = Une objection de l’un des deux s’oppose à l’entrée en vigueur entre eux.
between-altered = Dispositions modifiées entre les deux
between-provision = Disposition
between-objected = l’autre État a fait objection
between-to-confirm = faite lors de la signature ; à confirmer avec l’instrument
between-by-register = Répondu d’après ce que le registre déclare des États, comme toute décision ; les réserves viennent des actes du dépositaire.
between-by-record = Répondu d’après les actes du dépositaire, source la plus récente du { $date }.
directory-answered = Dernière réponse
directory-languages = Langues
