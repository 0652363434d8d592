"""Where people are: tables of countries, telephone prefixes, states and cities with their zones.

Written as compact text and unfolded on first use. Zones are IANA names; countries ISO 3166-1
alpha-2. A country with several zones lists those that people do business in, west to east;
zones that keep the same clock all year are named once.
"""

from __future__ import annotations

from functools import lru_cache

_ONE_ZONE = """
    AD:Europe/Andorra AE:Asia/Dubai AF:Asia/Kabul AG:America/Antigua AI:America/Anguilla
    AL:Europe/Tirane AM:Asia/Yerevan AO:Africa/Luanda AR:America/Argentina/Buenos_Aires
    AS:Pacific/Pago_Pago AT:Europe/Vienna AW:America/Aruba AX:Europe/Mariehamn AZ:Asia/Baku
    BA:Europe/Sarajevo BB:America/Barbados BD:Asia/Dhaka BE:Europe/Brussels
    BF:Africa/Ouagadougou BG:Europe/Sofia BH:Asia/Bahrain BI:Africa/Bujumbura
    BJ:Africa/Porto-Novo BL:America/St_Barthelemy BM:Atlantic/Bermuda BN:Asia/Brunei
    BO:America/La_Paz BQ:America/Kralendijk BS:America/Nassau BT:Asia/Thimphu BW:Africa/Gaborone
    BY:Europe/Minsk BZ:America/Belize CC:Indian/Cocos CF:Africa/Bangui CG:Africa/Brazzaville
    CH:Europe/Zurich CI:Africa/Abidjan CK:Pacific/Rarotonga CM:Africa/Douala CO:America/Bogota
    CR:America/Costa_Rica CU:America/Havana CV:Atlantic/Cape_Verde CW:America/Curacao
    CX:Indian/Christmas CY:Asia/Nicosia CZ:Europe/Prague DE:Europe/Berlin DJ:Africa/Djibouti
    DK:Europe/Copenhagen DM:America/Dominica DO:America/Santo_Domingo DZ:Africa/Algiers
    EE:Europe/Tallinn EG:Africa/Cairo EH:Africa/El_Aaiun ER:Africa/Asmara ET:Africa/Addis_Ababa
    FI:Europe/Helsinki FJ:Pacific/Fiji FK:Atlantic/Stanley FO:Atlantic/Faroe FR:Europe/Paris
    GA:Africa/Libreville GB:Europe/London GD:America/Grenada GE:Asia/Tbilisi GF:America/Cayenne
    GG:Europe/Guernsey GH:Africa/Accra GI:Europe/Gibraltar GM:Africa/Banjul GN:Africa/Conakry
    GP:America/Guadeloupe GQ:Africa/Malabo GR:Europe/Athens GS:Atlantic/South_Georgia
    GT:America/Guatemala GU:Pacific/Guam GW:Africa/Bissau GY:America/Guyana HK:Asia/Hong_Kong
    HN:America/Tegucigalpa HR:Europe/Zagreb HT:America/Port-au-Prince HU:Europe/Budapest
    IE:Europe/Dublin IL:Asia/Jerusalem IM:Europe/Isle_of_Man IN:Asia/Kolkata IO:Indian/Chagos
    IQ:Asia/Baghdad IR:Asia/Tehran IS:Atlantic/Reykjavik IT:Europe/Rome JE:Europe/Jersey
    JM:America/Jamaica JO:Asia/Amman JP:Asia/Tokyo KE:Africa/Nairobi KG:Asia/Bishkek
    KH:Asia/Phnom_Penh KM:Indian/Comoro KN:America/St_Kitts KP:Asia/Pyongyang KR:Asia/Seoul
    KW:Asia/Kuwait KY:America/Cayman LA:Asia/Vientiane LB:Asia/Beirut LC:America/St_Lucia
    LI:Europe/Vaduz LK:Asia/Colombo LR:Africa/Monrovia LS:Africa/Maseru LT:Europe/Vilnius
    LU:Europe/Luxembourg LV:Europe/Riga LY:Africa/Tripoli MA:Africa/Casablanca MC:Europe/Monaco
    MD:Europe/Chisinau ME:Europe/Podgorica MF:America/Marigot MG:Indian/Antananarivo
    MH:Pacific/Majuro MK:Europe/Skopje ML:Africa/Bamako MM:Asia/Yangon MO:Asia/Macau
    MP:Pacific/Saipan MQ:America/Martinique MR:Africa/Nouakchott MS:America/Montserrat
    MT:Europe/Malta MU:Indian/Mauritius MV:Indian/Maldives MW:Africa/Blantyre
    MY:Asia/Kuala_Lumpur MZ:Africa/Maputo NA:Africa/Windhoek NC:Pacific/Noumea NE:Africa/Niamey
    NF:Pacific/Norfolk NG:Africa/Lagos NI:America/Managua NL:Europe/Amsterdam NO:Europe/Oslo
    NP:Asia/Kathmandu NR:Pacific/Nauru NU:Pacific/Niue OM:Asia/Muscat PA:America/Panama
    PE:America/Lima PH:Asia/Manila PK:Asia/Karachi PL:Europe/Warsaw PM:America/Miquelon
    PN:Pacific/Pitcairn PR:America/Puerto_Rico PS:Asia/Gaza PW:Pacific/Palau PY:America/Asuncion
    QA:Asia/Qatar RE:Indian/Reunion RO:Europe/Bucharest RS:Europe/Belgrade RW:Africa/Kigali
    SA:Asia/Riyadh SB:Pacific/Guadalcanal SC:Indian/Mahe SD:Africa/Khartoum SE:Europe/Stockholm
    SG:Asia/Singapore SH:Atlantic/St_Helena SI:Europe/Ljubljana SJ:Arctic/Longyearbyen
    SK:Europe/Bratislava SL:Africa/Freetown SM:Europe/San_Marino SN:Africa/Dakar
    SO:Africa/Mogadishu SR:America/Paramaribo SS:Africa/Juba ST:Africa/Sao_Tome
    SV:America/El_Salvador SX:America/Lower_Princes SY:Asia/Damascus SZ:Africa/Mbabane
    TC:America/Grand_Turk TD:Africa/Ndjamena TF:Indian/Kerguelen TG:Africa/Lome TH:Asia/Bangkok
    TJ:Asia/Dushanbe TK:Pacific/Fakaofo TL:Asia/Dili TM:Asia/Ashgabat TN:Africa/Tunis
    TO:Pacific/Tongatapu TR:Europe/Istanbul TT:America/Port_of_Spain TV:Pacific/Funafuti
    TW:Asia/Taipei TZ:Africa/Dar_es_Salaam UG:Africa/Kampala UY:America/Montevideo
    UZ:Asia/Samarkand VA:Europe/Vatican VC:America/St_Vincent VE:America/Caracas
    VG:America/Tortola VI:America/St_Thomas VN:Asia/Ho_Chi_Minh VU:Pacific/Efate
    WF:Pacific/Wallis WS:Pacific/Apia YE:Asia/Aden YT:Indian/Mayotte ZA:Africa/Johannesburg
    ZM:Africa/Lusaka ZW:Africa/Harare
"""

_SEVERAL_ZONES = """
    AU:Australia/Perth,Australia/Darwin,Australia/Adelaide,Australia/Brisbane,Australia/Sydney
    BR:America/Rio_Branco,America/Manaus,America/Sao_Paulo,America/Noronha
    CA:America/Vancouver,America/Edmonton,America/Regina,America/Winnipeg,America/Toronto,America/Halifax,America/St_Johns
    CD:Africa/Kinshasa,Africa/Lubumbashi
    CL:America/Santiago,America/Punta_Arenas,Pacific/Easter
    CN:Asia/Shanghai
    EC:America/Guayaquil,Pacific/Galapagos
    ES:Europe/Madrid,Atlantic/Canary
    FM:Pacific/Chuuk,Pacific/Pohnpei
    GL:America/Nuuk
    ID:Asia/Jakarta,Asia/Makassar,Asia/Jayapura
    KI:Pacific/Tarawa
    KZ:Asia/Almaty
    MN:Asia/Hovd,Asia/Ulaanbaatar
    MX:America/Tijuana,America/Hermosillo,America/Ciudad_Juarez,America/Mexico_City,America/Cancun
    NZ:Pacific/Auckland,Pacific/Chatham
    PF:Pacific/Tahiti
    PG:Pacific/Port_Moresby,Pacific/Bougainville
    PT:Atlantic/Azores,Europe/Lisbon
    RU:Europe/Kaliningrad,Europe/Moscow,Europe/Samara,Asia/Yekaterinburg,Asia/Omsk,Asia/Novosibirsk,Asia/Irkutsk,Asia/Yakutsk,Asia/Vladivostok,Asia/Magadan,Asia/Kamchatka
    UA:Europe/Kyiv
    US:Pacific/Honolulu,America/Anchorage,America/Los_Angeles,America/Phoenix,America/Denver,America/Chicago,America/New_York
"""

_CALLING_CODES = """
    7:RU 20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT 40:RO 41:CH 43:AT 44:GB 45:DK
    46:SE 47:NO 48:PL 49:DE 51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 60:MY 61:AU 62:ID
    63:PH 64:NZ 65:SG 66:TH 76:KZ 77:KZ 81:JP 82:KR 84:VN 86:CN 90:TR 91:IN 92:PK 93:AF 94:LK
    95:MM 98:IR 211:SS 212:MA 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN 225:CI
    226:BF 227:NE 228:TG 229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV
    239:ST 240:GQ 241:GA 242:CG 243:CD 244:AO 245:GW 246:IO 248:SC 249:SD 250:RW 251:ET 252:SO
    253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE 263:ZW 264:NA 265:MW 266:LS
    267:BW 268:SZ 269:KM 290:SH 291:ER 297:AW 298:FO 299:GL 350:GI 351:PT 352:LU 353:IE 354:IS
    355:AL 356:MT 357:CY 358:FI 359:BG 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC
    378:SM 380:UA 381:RS 382:ME 385:HR 386:SI 387:BA 389:MK 420:CZ 421:SK 423:LI 500:FK 501:BZ
    502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 508:PM 509:HT 590:GP 591:BO 592:GY 593:EC 594:GF
    595:PY 596:MQ 597:SR 598:UY 599:CW 670:TL 672:NF 673:BN 674:NR 675:PG 676:TO 677:SB 678:VU
    679:FJ 680:PW 681:WF 682:CK 683:NU 685:WS 686:KI 687:NC 688:TV 689:PF 690:TK 691:FM 692:MH
    850:KP 852:HK 853:MO 855:KH 856:LA 880:BD 886:TW 960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW
    966:SA 967:YE 968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP 992:TJ 993:TM
    994:AZ 995:GE 996:KG 998:UZ
    1242:BS 1246:BB 1264:AI 1268:AG 1284:VG 1340:VI 1345:KY 1441:BM 1473:GD 1649:TC 1658:JM
    1664:MS 1670:MP 1671:GU 1684:AS 1721:SX 1758:LC 1767:DM 1784:VC 1787:PR 1809:DO 1829:DO
    1849:DO 1868:TT 1869:KN 1876:JM 1939:PR
"""

# One line a region: country, zones, then the prefixes (country code included, + means "each of").
_AREA_CODES = """
    US America/New_York 1+ 201 202 203 207 212 215 216 220 223 227 229 231 234 239 240 248 252
      260 267 269 272 276 283 301 302 304 305 313 315 317 321 324 326 329 330 332 336 339 347 351
      352 363 380 386 401 404 407 410 412 413 419 423 434 436 440 443 445 463 470 472 475 478 484
      502 508 513 516 517 518 540 551 561 567 570 571 574 582 585 586 603 606 607 609 610 614 616
      617 624 631 640 645 646 656 667 678 679 680 681 686 689 703 704 706 716 717 718 724 727 728
      732 734 740 743 754 757 762 765 770 771 772 774 781 786 802 803 804 810 813 814 821 826 828
      835 838 839 843 845 848 854 856 857 859 860 862 863 864 865 878 904 908 910 912 914 917 919
      929 934 937 941 943 947 948 954 959 973 978 980 984 989
    US America/Chicago 1+ 205 210 214 217 218 219 224 225 228 235 251 254 256 262 274 281 309
      312 314 316 318 319 320 325 327 331 334 337 346 353 361 402 405 409 414 417 430 432 447 464
      469 479 501 504 507 512 515 531 534 539 557 563 572 573 580 601 608 612 615 618 629 630 636
      641 651 659 660 662 682 708 712 713 715 726 730 731 737 763 769 773 779 806 815 816 817 830
      832 847 861 870 872 901 903 913 918 920 924 931 936 938 940 945 952 956 972 975 979 985
    US America/Denver 1+ 303 307 385 406 435 505 575 719 720 801 915 970 983
    US America/Phoenix 1+ 480 520 602 623 928
    US America/Los_Angeles 1+ 206 209 213 253 279 310 323 341 350 357 360 369 408 415 424 425
      442 458 503 509 510 530 559 562 564 619 626 628 650 657 661 669 702 707 714 725 738 747 760
      775 805 818 820 831 837 840 858 909 916 925 949 951 971
    US America/Anchorage 1+ 907
    US Pacific/Honolulu 1+ 808
    US America/Chicago,America/New_York 1+ 270 364 448 812 850 906 930
    US America/Denver,America/Chicago 1+ 308 605 620 701 785
    US America/Los_Angeles,America/Denver 1+ 208 541 986
    US America/New_York,America/Chicago,America/Denver,America/Los_Angeles 1+ 800 833 844 855 866
       877 888
    CA America/Toronto 1+ 226 249 263 289 343 354 365 367 382 416 418 437 438 450 468 514 519
      548 579 581 613 647 683 705 742 753 819 873 905
    CA America/Winnipeg,America/Toronto 1+ 807
    CA America/Winnipeg 1+ 204 431 584
    CA America/Regina 1+ 306 474 639
    CA America/Edmonton 1+ 368 403 587 780 825
    CA America/Vancouver 1+ 236 250 257 604 672 778
    CA America/Halifax 1+ 428 506 782 902
    CA America/St_Johns 1+ 709 879
    AU Australia/Sydney 61+ 2 3
    AU Australia/Brisbane 61+ 7
    AU Australia/Perth 61+ 86 89
    AU Australia/Darwin,Australia/Adelaide 61+ 87 88
    BR America/Sao_Paulo 55+ 1 2 3 4 5 61 62 63 64 7 8 91 93 94 96 98 99
    BR America/Manaus 55+ 92 97 95 69
    BR America/Campo_Grande 55+ 65 66 67
    BR America/Rio_Branco 55+ 68
    MX America/Mexico_City 52+ 55 56 33 81 222 442 477 999 155 133 181
    MX America/Tijuana 52+ 663 664 665 686 646
    MX America/Cancun 52+ 998 983 984
    MX America/Hermosillo 52+ 662
    ID Asia/Jakarta 62+ 21 22 24 31 61
    ID Asia/Makassar 62+ 361 411
    RU Europe/Moscow 7+ 495 498 499 812
    RU Asia/Yekaterinburg 7+ 343 351
    RU Asia/Novosibirsk 7+ 383
    RU Europe/Samara 7+ 846
    RU Asia/Vladivostok 7+ 423
    ES Europe/Madrid 34+ 91 93 94 95 96 97 98
    ES Atlantic/Canary 34+ 922 928 822 828
    PT Europe/Lisbon 351+ 21 22 23 24 25 26 27 28
    PT Atlantic/Azores 351+ 292 295 296
"""

_STATES = """
    AL:America/Chicago AK:America/Anchorage AZ:America/Phoenix AR:America/Chicago
    CA:America/Los_Angeles CO:America/Denver CT:America/New_York DE:America/New_York
    DC:America/New_York FL:America/Chicago,America/New_York GA:America/New_York
    HI:Pacific/Honolulu ID:America/Los_Angeles,America/Denver IL:America/Chicago
    IN:America/Chicago,America/New_York IA:America/Chicago KS:America/Denver,America/Chicago
    KY:America/Chicago,America/New_York LA:America/Chicago ME:America/New_York
    MD:America/New_York MA:America/New_York MI:America/Chicago,America/New_York
    MN:America/Chicago MS:America/Chicago MO:America/Chicago MT:America/Denver
    NE:America/Denver,America/Chicago NV:America/Los_Angeles NH:America/New_York
    NJ:America/New_York NM:America/Denver NY:America/New_York NC:America/New_York
    ND:America/Denver,America/Chicago OH:America/New_York OK:America/Chicago
    OR:America/Los_Angeles,America/Denver PA:America/New_York RI:America/New_York
    SC:America/New_York SD:America/Denver,America/Chicago TN:America/Chicago,America/New_York
    TX:America/Denver,America/Chicago UT:America/Denver VT:America/New_York VA:America/New_York
    WA:America/Los_Angeles WV:America/New_York WI:America/Chicago WY:America/Denver
"""

_PROVINCES = """
    AB:America/Edmonton BC:America/Vancouver MB:America/Winnipeg NB:America/Halifax
    NL:America/St_Johns NS:America/Halifax ON:America/Winnipeg,America/Toronto
    PE:America/Halifax QC:America/Toronto SK:America/Regina YT:America/Whitehorse
    NT:America/Edmonton
"""

_AUSTRALIAN_STATES = """
    NSW:Australia/Sydney ACT:Australia/Sydney VIC:Australia/Melbourne TAS:Australia/Hobart
    QLD:Australia/Brisbane SA:Australia/Adelaide NT:Australia/Darwin WA:Australia/Perth
"""

# Cities large enough to stand alone; an underscore is a space. Namesakes elsewhere are left out.
_CITIES = """
    NL:amsterdam,rotterdam,the_hague,den_haag,utrecht,eindhoven,groningen,delft
    BE:brussels,bruxelles,brussel,antwerp,antwerpen,ghent,gent,liège
    LU:luxembourg,luxemburg
    DE:berlin,hamburg,münchen,munich,muenchen,köln,cologne,koeln,frankfurt,frankfurt_am_main,stuttgart,düsseldorf,duesseldorf,leipzig,dortmund,essen,bremen,dresden,hannover,hanover,nürnberg,nuremberg,nuernberg,duisburg,bochum,bonn,mannheim,karlsruhe,augsburg,wiesbaden,münster,freiburg,mainz,heidelberg,kassel,walldorf
    AT:wien,vienna,graz,linz,salzburg,innsbruck
    CH:zürich,zurich,zuerich,genf,genève,geneva,basel,bern,lausanne,winterthur,luzern,lucerne,zug,lugano
    FR:paris,marseille,lyon,toulouse,nantes,strasbourg,montpellier,bordeaux,lille,rennes,grenoble,sophia_antipolis
    GB:london,manchester,leeds,glasgow,edinburgh,liverpool,bristol,sheffield,nottingham,cardiff,belfast,leicester,milton_keynes,southampton
    IE:dublin,galway,limerick
    ES|Europe/Madrid:madrid,barcelona,sevilla,seville,zaragoza,málaga,malaga,bilbao,palma_de_mallorca,valladolid,a_coruña
    ES|Atlantic/Canary:las_palmas,las_palmas_de_gran_canaria,santa_cruz_de_tenerife
    PT|Europe/Lisbon:lisboa,lisbon,porto,oporto,braga,coimbra
    IT:roma,rome,milano,milan,napoli,naples,torino,turin,bologna,firenze,florence,genova,venezia,venice,verona,padova
    DK:københavn,copenhagen,aarhus,odense
    SE:stockholm,göteborg,gothenburg,malmö,uppsala
    NO:oslo,bergen,trondheim,stavanger
    FI:helsinki,espoo,tampere,turku
    PL:warszawa,warsaw,kraków,krakow,wrocław,wroclaw,poznań,poznan,gdańsk,gdansk,łódź,katowice
    CZ:praha,prague,brno,ostrava
    SK:bratislava,košice
    HU:budapest,debrecen
    RO:bucharest,bucurești,cluj-napoca,timișoara,iași
    BG:sofia,plovdiv
    GR:athens,athina,thessaloniki
    HR:zagreb
    SI:ljubljana
    RS:belgrade,beograd
    EE:tallinn
    LV:riga
    LT:vilnius,kaunas
    UA:kyiv,kiev,lviv,kharkiv,odesa
    TR:istanbul,ankara,izmir
    RU|Europe/Moscow:moscow,moskva,saint_petersburg,st._petersburg_russia
    IL:tel_aviv,jerusalem,haifa,herzliya
    AE:dubai,abu_dhabi
    SA:riyadh,jeddah
    QA:doha
    EG:cairo,alexandria_egypt
    ZA:johannesburg,cape_town,pretoria,durban
    NG:lagos,abuja
    KE:nairobi
    MA:casablanca,rabat
    IN:mumbai,delhi,new_delhi,bengaluru,bangalore,hyderabad,chennai,pune,kolkata,gurgaon,gurugram,noida,ahmedabad
    PK:karachi,lahore,islamabad
    SG:singapore
    HK:hong_kong
    CN:shanghai,beijing,shenzhen,guangzhou,hangzhou,chengdu
    TW:taipei
    JP:tokyo,osaka,yokohama,nagoya,kyoto,fukuoka
    KR:seoul,busan
    TH:bangkok
    VN:hanoi,ho_chi_minh_city
    MY:kuala_lumpur
    PH:manila,makati
    ID|Asia/Jakarta:jakarta,bandung,surabaya
    AU|Australia/Sydney:sydney,canberra
    AU|Australia/Melbourne:melbourne
    AU|Australia/Brisbane:brisbane
    AU|Australia/Perth:fremantle
    AU|Australia/Adelaide:adelaide
    NZ|Pacific/Auckland:auckland,wellington,christchurch
    US|America/New_York:new_york,new_york_city,nyc,brooklyn,boston,philadelphia,atlanta,miami,charlotte,detroit,pittsburgh,baltimore,washington_dc,washington_d.c.,orlando,tampa,cleveland,raleigh,cincinnati
    US|America/Chicago:chicago,houston,dallas,austin,san_antonio,minneapolis,milwaukee,new_orleans,nashville,memphis,kansas_city,st._louis,st_louis,oklahoma_city
    US|America/Denver:denver,salt_lake_city,albuquerque,boulder
    US|America/Phoenix:phoenix,tucson,scottsdale
    US|America/Los_Angeles:los_angeles,san_francisco,san_diego,seattle,sacramento,palo_alto,mountain_view,oakland,las_vegas,sunnyvale
    US|Pacific/Honolulu:honolulu
    US|America/Anchorage:anchorage
    CA|America/Toronto:toronto,montréal,montreal,ottawa,québec,quebec_city,mississauga
    CA|America/Vancouver:vancouver
    CA|America/Edmonton:calgary,edmonton
    CA|America/Winnipeg:winnipeg
    CA|America/Halifax:halifax
    MX|America/Mexico_City:mexico_city,ciudad_de_méxico,cdmx,monterrey
    MX|America/Tijuana:tijuana
    BR|America/Sao_Paulo:são_paulo,sao_paulo,rio_de_janeiro,belo_horizonte,brasília,brasilia,curitiba,porto_alegre,salvador,recife,fortaleza,campinas
    BR|America/Manaus:manaus
    AR:buenos_aires,rosario
    CL|America/Santiago:santiago_de_chile
    CO:bogotá,bogota,medellín,medellin
    PE:lima
    EC|America/Guayaquil:quito,guayaquil
    UY:montevideo
    VE:caracas
    CR:san_josé_costa_rica
    PA:panama_city_panama,ciudad_de_panamá
"""

_COUNTRY_NAMES = """
    DE:germany,deutschland,allemagne,alemania,duitsland,alemanha AT:austria,österreich,autriche
    CH:switzerland,schweiz,suisse,svizzera,suiza,zwitserland,suíça LI:liechtenstein
    NL:netherlands,the_netherlands,nederland,niederlande,pays-bas,holland,países_bajos,holanda
    BE:belgium,belgië,belgique,belgien,bélgica LU:luxembourg,luxemburg
    FR:france,frankreich,francia,frankrijk,frança ES:spain,españa,spanien,espagne,spanje,espanha
    PT:portugal IT:italy,italia,italien,italie,itália
    GB:united_kingdom,uk,u.k.,great_britain,england,scotland,wales,northern_ireland,großbritannien,royaume-uni,reino_unido,verenigd_koninkrijk
    IE:ireland,irland,irlande,irlanda,ierland,éire DK:denmark,danmark,dänemark,danemark
    SE:sweden,sverige,schweden,suède,suecia NO:norway,norge,norwegen,norvège
    FI:finland,suomi,finnland,finlande IS:iceland,ísland PL:poland,polska,polen,pologne,polonia
    CZ:czech_republic,czechia,tschechien,česko SK:slovakia,slowakei,slovensko
    HU:hungary,ungarn,magyarország,hongrie RO:romania,rumänien,românia,roumanie
    BG:bulgaria,bulgarien
    GR:greece,griechenland,grèce,grecia HR:croatia,kroatien,hrvatska SI:slovenia,slowenien
    RS:serbia,serbien EE:estonia,estland LV:latvia,lettland LT:lithuania,litauen UA:ukraine
    TR:turkey,türkiye,türkei,turquie IL:israel AE:united_arab_emirates,uae,u.a.e.
    SA:saudi_arabia QA:qatar KW:kuwait BH:bahrain OM:oman EG:egypt,ägypten ZA:south_africa,südafrika
    NG:nigeria KE:kenya GH:ghana MA:morocco,maroc,marokko TN:tunisia,tunisie DZ:algérie,algeria
    IN:india,indien,inde PK:pakistan BD:bangladesh LK:sri_lanka SG:singapore,singapur,singapour
    HK:hong_kong CN:china,chine,p.r._china TW:taiwan JP:japan,japon KR:south_korea,korea,südkorea
    TH:thailand VN:vietnam MY:malaysia PH:philippines ID:indonesia AU:australia,australien,australie
    NZ:new_zealand,neuseeland
    US:usa,u.s.a.,u.s.,us,united_states,united_states_of_america,vereinigte_staaten,états-unis,estados_unidos,verenigde_staten
    CA:canada,kanada MX:mexico,méxico,mexiko,mexique BR:brazil,brasil,brasilien,brésil
    AR:argentina,argentinien CL:chile CO:colombia,kolumbien PE:peru,perú EC:ecuador UY:uruguay
    VE:venezuela CR:costa_rica PA:panama,panamá DO:dominican_republic PR:puerto_rico
    RU:russia,russland,russie
    KZ:kazakhstan
"""

_ABBREVIATIONS = """
    CET CEST MEZ MESZ HEC HAEC=Europe/Berlin
    WET WEST=Europe/Lisbon
    EET EEST OEZ OESZ=Europe/Helsinki
    BST=Europe/London
    MSK=Europe/Moscow
    TRT=Europe/Istanbul
    EST EDT ET=America/New_York
    CST CDT CT=America/Chicago
    MST MDT MT=America/Denver
    PST PDT PT=America/Los_Angeles
    AKST AKDT=America/Anchorage
    HST=Pacific/Honolulu
    NST NDT=America/St_Johns
    BRT=America/Sao_Paulo
    ART=America/Argentina/Buenos_Aires
    AEST AEDT=Australia/Sydney
    ACST ACDT=Australia/Adelaide
    AWST=Australia/Perth
    NZST NZDT=Pacific/Auckland
    JST=Asia/Tokyo
    KST=Asia/Seoul
    SGT=Asia/Singapore
    HKT=Asia/Hong_Kong
    PKT=Asia/Karachi
    SAST=Africa/Johannesburg
    EAT=Africa/Nairobi
    UTC GMT Z=UTC
"""

# Country domains sold to the whole world: they say nothing about where somebody is.
_WORLD_DOMAINS = """
    ac ag ai am as bz cc cd cm co cx dj fm gg gl im io la ly me ms mu nu pw re sc sh sr st su tk
    to tv vc vg ws
"""
WORLD_DOMAINS = frozenset(_WORLD_DOMAINS.split())


def _unfolded(text: str) -> dict[str, tuple[str, ...]]:
    pairs = (entry.split(":", 1) for entry in text.split())
    return {key: tuple(values.split(",")) for key, values in pairs}


@lru_cache(maxsize=1)
def country_zones() -> dict[str, tuple[str, ...]]:
    """Return the zones of every country."""
    return _unfolded(_ONE_ZONE) | _unfolded(_SEVERAL_ZONES)


def country_of_zone(zone: str) -> str | None:
    """Return the one country that keeps this zone; None where several do, or none is known."""
    found = [country for country, zones in country_zones().items() if zone in zones]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def telephone_prefixes() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return (country, zones) by the digits that an international number begins with."""
    zones = country_zones()
    table = {code: (where[0], zones[where[0]]) for code, where in _unfolded(_CALLING_CODES).items()}
    country, code = "", ""
    places: tuple[str, ...] = ()
    for word in _AREA_CODES.split():
        if word.isalpha():
            country = word
        elif "/" in word:
            places = tuple(word.split(","))
        elif word.endswith("+"):
            code = word[:-1]
        else:
            table[code + word] = (country, places)
    return table


@lru_cache(maxsize=1)
def states() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the zones of the states of US, CA and AU by their usual abbreviation."""
    tables = {"US": _STATES, "CA": _PROVINCES, "AU": _AUSTRALIAN_STATES}
    return {country: _unfolded(table) for country, table in tables.items()}


@lru_cache(maxsize=1)
def cities() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return (country, zones) of well-known cities, in lower case with their own accents."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {}
    for place, names in _unfolded(_CITIES).items():
        country, _, zone = place.partition("|")
        where = (country, (zone,) if zone else country_zones()[country])
        table.update((name.replace("_", " "), where) for name in names)
    return table


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Return the country by its name, in lower case, in several languages."""
    names = _unfolded(_COUNTRY_NAMES).items()
    return {name.replace("_", " "): country for country, all_of in names for name in all_of}


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Return the zone that people mean by an abbreviation in capitals.

    "EST" written in July means New York's clock; IST (India, Ireland, Israel) is left out.
    """
    lines = (line.strip().split("=") for line in _ABBREVIATIONS.strip().splitlines())
    return {short: zone for shorts, zone in lines for short in shorts.split()}
