"""Words by which names are told from other capitalised words.

None of the lists is complete, nor can it be: what they miss, a person must see. They are kept
short enough to be read, and lean towards a false alarm rather than a miss.
"""

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor sir dame lord lady rev reverend revd prof professor "
    "sister matron canon imam rabbi captain major".split()
)
"""Titles before a surname."""
CERTAIN_TITLES = frozenset("mr mrs ms mx dr".split())
"""Titles that are no other word, so that even `mrs smith` in small letters is a name."""

FIRST_NAMES = frozenset(
    """
    adam agnes ahmed aisha alan albert alex alexander alfred alice amanda amy andrea andrew angela
    anita ann anna anne annie anthony antonio arthur asha audrey barbara barry beatrice ben
    benjamin bernard beryl bessie beth betty bob brenda brian bridget bruce carl carol caroline
    catherine cecil charles charlie charlotte chloe chris christine christopher claire clara
    clare clive colin connie craig cynthia cyril daniel daphne dave david deborah debra denise
    dennis derek diana diane dolly donald donna doreen doris dorothy doug douglas edith edna
    eddie edgar edward edwin eileen elaine eleanor elizabeth ellen elsie emily emma eric ernest
    ethel eunice evelyn fatima fiona florence frances francis fred freda frederick gary gavin
    geoff geoffrey george gerald gertrude gillian gladys glenys gloria gordon graham gwen gwyneth
    hannah harold harriet harry hassan hazel helen henry herbert hilary hilda horace howard hugh
    ian ibrahim ida irene isabel ivor jackie jacqueline james jamie jane janet janice jason jean
    jeffrey jennifer jenny jessica jessie jill jim joan joanna joanne john jonathan joseph
    josephine joshua joyce judith judy julia julie karen kate katherine kathleen katie keith
    kelly ken kenneth kevin kirsty kumar laura lauren lawrence leonard lesley leslie lilian
    linda lisa liz lorraine louise lucy luke lynn mabel malcolm mandy margaret maria marian
    marion marjorie martha martin mary matthew maureen mavis megan michael michelle mick mike
    mildred millie minnie mohamed mohammed moira molly monica muhammad muriel nancy natalie
    nathan neil nellie nicholas nicola nigel nora norah noreen norma norman olga olive oliver
    olivia oscar owen pamela patricia patrick paul pauline peggy percy peter philip phillip
    phyllis priya rachel ralph raymond rebecca reginald richard rita robert robin roger ronald
    rosemary rowena roy ruth ryan sally sam samantha samuel sandra sarah sean sharon sheila
    shirley sidney simon sophie stan stanley stella stephanie stephen steve steven stewart
    stuart susan sybil sylvia teresa terence terry thelma theresa thomas timothy tina tom tony
    tracey trevor ursula valerie vera veronica victoria vincent vivian walter wayne wendy
    wilfred william winifred winston yasmin yvonne zainab zoe
    """.split()
)
"""Given names that are no other word. One of them with a capital is taken for a name."""

NAMES_AND_WORDS = frozenset(
    """
    amber angel april bill charity christian dawn daisy dean eve faith frank gene grace grant guy
    heather hope iris ivy jack joy june lily mark max may nick pat patience pearl pip ray rob
    rose ruby sandy sky stella sue summer victor violet will
    """.split()
)
"""Given names that are words as well. Taken for a name beside another name only."""

NOT_A_NAME = frozenset(
    """
    a about access accident act action activities activity adult adults after again agency agent
    all also ambulance an and any april area are as assessment assistant at august authority away
    bank bathroom because bed before bell board body both breakfast british bupa but by call
    capacity care carer carers caring centre chair charity charlie chef child christmas church
    city civil cleaner clinic clinical clinics close closed college commission commissioner
    community company complaint concern concerns continuing coordinator coroner cottage council
    county court covid cqc cross crown day days deaf december dementia dental department deputy
    director district do doctor does domestic door drive during each easter east emergency
    england english european evening every family farm february fire first floor food for friday
    friend friends from gardens general gp government grange green ground group had hall has
    have he head health healthwatch heath her hill his home homes hospice hospital house human
    i if in independent infection infirmary inspection inspector inspectors integrated is it its
    january joint july june kitchen lady lane last learning legal liberty limited local lodge
    london lounge ltd lunch management manager manor many march may mayor meeting mental midday
    midwife monday morning most mother my national neighbourhood new next nhs night nights no
    none north northern not november now nurse nurses nursing occupational october of off office
    officer oil old older on once one only open or order other our ombudsman out over paramedic
    paramedics park parkinson parkinsons party pharmacy physio place plan planning plc police
    practice pressure primary priory protection provider public quality queen queens rapid red
    regional registered registration relative relatives resident residential residents rest
    review risk road royal safe safeguarding saturday school scottish second secretary section
    senior september service services several she shift since sister site so social some somebody
    someone south southern special speech st staff standards station still street sunday
    support surgery system teaching team tenant than that the their them then there these they
    this those three thursday to today tribunal trust tuesday two uk under unit united university
    until urgent very view villa visit visitor visitors volunteer volunteers ward was we
    wednesday week weekend welfare welsh were west western when where which while who why with
    within without woman women work worker workers yesterday you young your zone
    afternoon although another apparently both call calls could daughter deprivation despite
    distressed due either else even everyone everybody father few following food four further
    generally good got great half hand heard here how however husband into just later left like
    little long made making meals meanwhile medication medicine medicines missed more mum dad
    much must near neighbour never nobody nothing observed overall people perhaps person please
    poor previous previously reported reports room seen should sometimes son soon spoke such
    taken talked thank thanks though through told too took toward towards unable upon used
    administration agreed appears arrived asked attended average bells best better brought came
    care certificate chart charts checked claims concerns continence corridor cream daily diary
    did discussed doors drinks dysphagia each end equipment eight enough evidence falls fell
    felt five fluid fluids four found full gas gave given gloves happy heating hoist hot
    incident incidents induction information internet issues lift lots lunchtime main many
    mattress mobility monthly multiple needs nine number nutrition observations others outbreak
    overnight oxygen pain paperwork period personal policy poor porridge praise pressure
    private quite record records regular repeated rota safety sage seven seven sheet sheets
    short six skin sleep slow smell staffing started still stock stroke strong supper taken tea
    ten thickener toilet toilets training treatment turning twice ulcer ulcers unclear
    unfortunately unanswered update water wound wounds
    using usually wales walked was weekly well went what whenever wife will would yes yet
    """.split()
)
"""Capitalised words of the field, of institutions and of beginnings of sentences."""

PLACE_WORDS = frozenset(
    """
    ambulance authority avenue board care centre church clinic close college commission company
    cottage council county court district drive farm foundation gardens grange green group hall
    healthwatch heath hill home homes hospice hospital house infirmary lane limited lodge ltd
    manor mews park pharmacy place plc police practice priory rest road royal school service
    services street surgery team trust unit university villa ward way wood
    """.split()
)
"""A run of capitalised words with one of these is the name of a place or body, not of a person."""

PERSON_WORDS = (
    "resident|residents|patient|client|lady|gentleman|man|woman|user|tenant|relative|daughter|son|"
    "wife|husband|mother|father|sister|brother|carer|nurse|manager|deputy|gp|doctor|named|called"
)
"""Words after which two or three capital letters are somebody's initials."""

NOT_INITIALS = frozenset(
    """
    ae a&e bp ccg cctv chc copd cpr cqc dnr dols dnacpr ed gp gps hr icb ii iii it iv la ltd mar
    mca mdt mrsa nhs ofsted ok ot pa pm am ppe qa rgn rn rmn sab salt soc sw tv tia tb uk uti wc
    dspt lpa imca mha ipc peg cd prn od ot sn hca nvq qsg jig
    """.split()
)
"""Abbreviations of the field: no initials."""
