import type { Lexicon } from "./lexicon.ts";

export const DANISH: Lexicon = {
  language: "da",
  name: "Danish",
  anywhere: `
    terapeut psykolog psykiat psykoter psykoanal psykisk psykomot klinik patient sundhed sygehus sygdom sygeplej plejehjem plejecent
    lægehus lægekli lægeprak lægecent lægevagt lægegrupp speciallæge tandlæge overlæge øjenlæge børnelæge dyrlæge misbrug behandler
    behandlingscent behandlingssted behandlingsinst samtaleterapi parterapi familieterapi gruppeterapi sorgterapi kunstterapi musikterapi
    fysioterapi ergoterapi børneterapi kropsterapi gestaltterapi traumeterapi hypnoterapi sexterapi psykoterapi kognitivterapi angstklin
    angstbehandl sorggrupp sorgbehandl talepædagog logopæd hospice selvmord selvskade spiseforstyr depression jordemoder apotek
    alkoholbehandl stofmisbrug krisehjælp`,
  start: "psyko terapi angst",
  end: "læge læger lægerne",
  whole: "læge lægen læger lægerne terapi terapeut psyk angst helbred",
  innocent: "psykedel",
};

export const SWEDISH: Lexicon = {
  language: "sv",
  name: "Swedish",
  anywhere: `
    terapeut psykolog psykiat psykoter psykoanal psykisk psykosoc mottagning patient läkare läkarhus läkarmott läkarcent läkarprak läkartid
    läkargrupp tandläk tandvård sjukhus sjukvård sjuksköt sjukgym sjukstug sjukdom vårdcentral vårdhem vårdboend öppenvård äldrevård barnvård
    hälsovård hälsocent hälsomott hälsohus företagshälsa missbruk beroendevård beroendemott beroendebehandl samtalsstöd samtalsterapi
    samtalsmott parterapi familjeterapi gruppterapi sorgbearb sorgterapi fysioterapi arbetsterapi bildterapi musikterapi kroppsterapi
    traumaterapi sexterapi psykoterapi familjerådg parrådg äktenskapsrådg apotek barnmorsk lasarett akutmott ätstörning ångestbehandl
    ångesthjälp ångestmott ångestsynd självmord självskad krismott rehabcent utmattningssynd logoped behandlingshem`,
  start: "psyko terapi",
  end: "hälsa läkare",
  whole: "ångest hälsa läkare läkarna terapi terapeut kbt sjukvård bup vård",
  innocent: "standlak elakare mottagningsbev lakaregard",
};

export const NORWEGIAN: Lexicon = {
  language: "no",
  name: "Norwegian",
  anywhere: `
    terapeut psykolog psykiat psykoter psykoanal psykisk psykososial klinikk poliklinikk pasient legekontor legesenter legevakt legehus
    legegrupp legetime fastlege tannlege barnelege øyelege hudlege kvinnelege bedriftslege spesialistlege overlege sykehus sykehjem sykepleie
    sykdom rusmisbruk rusomsorg rusbehandl ruspolikl depresjon samtaleterapi familieterapi parterapi fysioterapi ergoterapi gruppeterapi
    kunstterapi musikkterapi psykoterapi helsestasjon helsehus helsesent helsetjen helsesyk folkehelse logoped spiseforstyr angstmestr
    angstbehandl familievern familierådg sorggrupp selvmord selvskad jordmor apotek krisesent behandlingssent avrusning`,
  start: "helse psyko terapi angst",
  end: "helse",
  whole: "angst terapi helse lege leger legene psyk",
  innocent: "helsefyr helsengr helsenor",
};

export const FINNISH: Lexicon = {
  language: "fi",
  name: "Finnish",
  anywhere: `
    terapia terapeut psykolog psykiat psykoter psyykki psyykk klinikka klinikat potilas potilaa potilai lääkäri lääkärit lääkint lääkehoi lääketie
    terveys terveyd sairaala sairaan sairaus mielenterv mielenhyv päihde päihte masennu masentun ahdistu kriisikesk kriisiapu kriisityö
    hoitola hoitaja hoitokoti hoitopaik hoitokesk vastaanotto apteekki apteekit kuntoutu neuvola hammaslääk hammashoi itsemurh
    syömishäir riippuvuus uupumus traumater lapsuustraum sururyhm`,
  start: "psyko terapi kätilö",
  end: "",
  whole: "terapia terveys hoito lääkäri sairas",
  innocent: "sairaanlinn",
};

export const ICELANDIC: Lexicon = {
  language: "is",
  name: "Icelandic",
  anywhere: `
    sálfræð sálgrein sálmeðferð sálarheill geðlækn geðheil geðhjálp geðdeild geðræn geðsjúk geðvernd læknast læknir læknar lækning læknavakt
    tannlækn heimilislækn heilsugæsl heilsuvernd heilsust heilbrigð sjúkrahús sjúkraþjálf sjúkling sjúkdóm meðferð hjúkrun
    talmeinaf iðjuþjálf ljósmóð endurhæfing þunglynd áfengismeð fíknimeð fíknisjúk fíkniráðg hjónaráðg hjónameð pararáðgj
    fjölskyldumeð fjölskylduráðgj líknar bráðamóttak apótek einhverf athyglisbrest átröskun sjálfsvíg sjálfsskað áfallastreit áfallahjálp
    sorgarmið hnykkjalækn þroskaþjálf`,
  start: "heilsu spítala spítali",
  end: "heilsa",
  whole: "heilsa læknir kvíði kvíða lækna geðheilsa",
  innocent: "medferdis heilsukvedj",
};
