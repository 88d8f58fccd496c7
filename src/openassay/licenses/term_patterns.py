"""How licenses word their limits and freedoms, as patterns over one sentence in plain form.

A pattern is tried on the sentence, and where `lead` is set also on the sentence with what leads into its list. A sentence that
lifts a limit ("does not restrict ...") or only defines a word states none; `except_` names what else takes the meaning away.
"""

import re
from dataclasses import dataclass
from functools import cache

from openassay.vocabulary.licenses import TermAnswer, TermName

_YES, _NO, _CONDITIONAL = TermAnswer.YES, TermAnswer.NO, TermAnswer.CONDITIONAL

NC = r"non-? ?commercial(?:ly)?"
_GAP = r"[^.;:]{0,80}?"
_NOT = (
    r"(?:(?:may|shall|must|can|will|should|do|agrees?|undertakes?)(?: \w+){0,2}? not|cannot|never|not (?:be )?(?:permitted|allowed|authorized|entitled|licensed)"
    r"|(?:is|are) (?:\w+ )?(?:prohibited|forbidden|barred|restricted) from|agrees? not|not to)"
)
_BANNED = (
    r"(?:(?:is|are|be) (?:\w+ly |hereby |also )*(?:prohibited|forbidden|disallowed|banned|excluded)"
    r"|(?:is|are|be) (?:\w+ly |hereby )*not (?:\w+ly )?(?:permitted|allowed|authori[sz]ed|granted|licensed|covered))"
)
_ONLY = r"(?:solely|only|exclusively|strictly|limited|restricted|expressly)"
_OBJECT = r"(?:model|models|software|materials?|weights?|checkpoints?|code|data|dataset|work|works|product|products|derivatives?|output|outputs|parameters|it|them)"
_RESEARCH = r"(?:research|academic|scientific|educational|scholarly|teaching|education)"
_MONEY = r"(?:(?:us ?)?\$|usd|us dollars|€|eur|euros?|£|gbp|¥|rmb|cny|yuan|dollars)"
_BIG = r"(?:\d[\d.,‧]*\d|\d) ?(?:million|billion|thousand|m|bn|k|mm)?(?:\+)?"
_TRAIN = r"(?:train|improve|develop|create|build|fine-?tune|distill?|enhance|pre-?train|tune)(?:ing|ed|s)?"
_MODELS = r"(?:models?|ai|llms?|artificial intelligence|machine[- ]learning|foundation|systems?|algorithms?)"
_HARMS = (
    r"(?:militar|weapon|warfare|nuclear|terroris|surveillance|unlawful|illegal|criminal|harm|discriminat|harass|minors|exploit|"
    r"disinformation|misinformation|false information|defam|fraud|malware|medical advice|law enforcement|immigration|biometric|"
    r"facial recognition|social scoring|gambling|deceiv|mislead|impersonat|violen|hate|abuse|critical infrastructure|"
    r"human rights|high[- ]risk|automated decision|fully automated|legal advice|weaponry|arms)"
)


_NC_NOT = rf"(?:commercial(?:ly)? (?:or|and|as well as) {NC}|{NC}(?: use)?,? (?:or|and|as well as|and limited) (?:limited )?commercial|neither|\bboth\b|whether|alternative|{NC},? and limited)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to word one term. `answer` is what it says of the term."""

    term: TermName
    answer: TermAnswer
    expression: str
    lead: bool = False
    except_: str = ""


LIFTED = re.compile(
    r"(?:nothing (?:in|herein|contained)|(?:does|do|shall|will|is|are) not (?:\w+ ){0,3}?(?:restrict|limit|prohibit|prevent|forbid|require|impose|exclude|preclude|"
    r"construed|intended|affect|mean|include|impair|apply to)|no (?:\w+ ){0,3}?(?:restrictions?|limits?|limitations?|requirements?|obligations?|conditions?) (?:is|are|on|of|as|to|that|applies|apply|shall)|"
    r"without (?:\w+ ){0,2}?(?:restriction|limit|limitation)s?|regardless of|irrespective of|need not|not (?:required|obliged|obligated)|"
    r"not limited to (?:non|research|academic))"
)
"""Words that take a limit away rather than set one."""

DEFINES = re.compile(
    r"^(?:\(?\w{1,4}[.)] |\d[\d.‧]* )?(?:the (?:term|word)s? |as used [^,]{0,40}, |for (?:the )?purposes? of [^,]{0,60}, )?"
    r"(?:\"[^\"]{1,80}\"(?: ?(?:or|and|,|/) ?\"[^\"]{1,80}\"| \([^)]{1,60}\))*|[a-z -]{3,40}:) ?[^.]{0,30}?(?:means?|shall mean|refers? to|is defined as|shall be defined|includes?|shall include|shall refer|:)"
)
"""The start of a sentence that says what a word means."""

PATTERNS = (
    # Commercial use
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        rf"\b(?:for|to|of|under|only|solely|exclusively|limited to|purely|is|are|used?)\b[^.;:]{{0,60}}?\b{NC}\b(?![^.;:]{{0,20}}\bcommercial\b(?! use is))",
        except_=_NC_NOT,
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        rf"\b{NC}\b[^.;:]{{0,40}}\b(?:only|use|purposes?|uses|basis|research|license)\b",
        except_=_NC_NOT,
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        rf"{_NOT}\b[^.;]{{0,160}}?\b(?:for|in|to) (?:any |a |your |the |their |direct |indirect |other )*(?:commercial|business|profit|for-profit|revenue|monetary)",
        lead=True,
        except_=r"without (?:\w+ ){0,6}(?:permission|consent|license|agreement|authori[sz]ation)|unless|except|endorse|promote|be liable|warrant|in the business",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _CONDITIONAL,
        rf"{_NOT}\b[^.;]{{0,160}}?\b(?:for|in) (?:any |a |your |the |their |direct |indirect |other )*(?:commercial|business|profit|for-profit)[^.;]{{0,160}}(?:without|unless|except)",
        lead=True,
        except_=r"endorse|promote|be liable|warrant",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        rf"\bcommercial(?:ly)? (?:use|uses|usage|purposes?|exploitation|deployment|application|applications|activit\w+)\b[^.;]{{0,80}}?\b(?:{_BANNED}|not (?:permitted|allowed))",
        except_=r"without|unless|not in accordance|in violation|other than",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _CONDITIONAL,
        rf"\bcommercial(?:ly)? (?:use|uses|usage|purposes?|exploitation|deployment|applications?|activit\w+)\b[^.;]{{0,80}}?\b(?:{_BANNED}|not (?:permitted|allowed))[^.;]{{0,80}}(?:without|unless)",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        r"\b(?:not|no) (?:for |intended for |to be used for |licensed for )?(?:any )?commercial(?:ly)? (?:use|uses|usage|purposes?|exploitation)\b",
        except_=r"without|unless|liab|warrant",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        rf"\b{_ONLY}\b[^.;:]{{0,60}}?\b(?:for|to) (?:the )?(?:purposes? of )?(?:your |its |their |internal |personal |private |individual |bona fide |genuine )*(?:{_RESEARCH}(?:,? (?:and|or|and/or|,) )?)+",
        except_=r"commercial purposes are|and commercial|or commercial|endorse|research and development",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        rf"\b(?:for|to) (?:the )?(?:\w+ ){{0,3}}?(?:{_RESEARCH})(?:[- ,/]|and|or|{_RESEARCH}|non-?commercial|evaluation|personal)*(?:purposes?|use|uses|activities)?(?:,)? (?:solely|only|exclusively)\b",
        except_=r"endorse",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        r"\b(?:personal|evaluation|private)(?: and | or |, | )?(?:personal|evaluation|private|internal)?(?: use| purposes?)? only\b",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        r"\b(?:solely|only|exclusively) for (?:\w+ ){0,3}?(?:personal|evaluation|private) (?:use|purposes?|and)",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _CONDITIONAL,
        r"\bcommercial(?:ly)?\b[^.;]{0,120}\b(?:contact|request|apply for|obtain|requires?|register|registration|application form|separate|prior written|subject to|must be authori[sz]ed|negotiat\w+|purchase|paid|enterprise)\b[^.;]{0,120}(?:license|permission|consent|agreement|authori[sz]ation|us\b|approval|form|register|registration|terms)",
        except_=r"liab|damages|warrant|termination of|endorse|patent",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _CONDITIONAL,
        r"\b(?:contact|request|apply for|obtain|register|purchase)\b[^.;]{0,120}\b(?:for|to) (?:a |any |the |make )?commercial(?:ly)? (?:use|usage|purposes?|license|licensing|deployment)",
        except_=r"liab|damages",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _CONDITIONAL,
        r"\bif you (?:wish|want|intend|plan|are|would)\b[^.;]{0,120}\bcommercial(?:ly)?\b[^.;]{0,200}\b(?:contact|request|apply|obtain|register|license|permission)",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _YES,
        rf"\bcommercial(?:ly)? (?:or|and|as well as) {NC}|\b{NC} (?:or|and|as well as) commercial|\bboth commercial",
        except_=rf"{_NOT}|{_BANNED}",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _YES,
        r"\bcommercial(?:ly)?(?: (?:use|uses|usage|purposes?|applications?))?\b[^.;]{0,30}\b(?:is|are) (?:\w+ )?(?:permitted|allowed|free|granted|welcome|supported)",
        except_=r"\bnot\b|\bonly if|provided|unless|subject to",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _YES,
        r"\bfor (?:any|all) (?:lawful )?purposes?,? (?:\(?including|even) commercial",
        except_=r"\bnot\b",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _YES,
        r"\b(?:supports?|allows?|permits?|including) (?:\w+ ){0,2}?commercial (?:use|usage|purposes)",
        except_=r"\bnot\b|prohibit|exclud|restrict",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _NO,
        r"(?:不得|禁止|不可|不允许|不能)[^。；]{0,20}(?:商业|商用|盈利)|非商业(?:用途|性|目的|使用)|(?:仅|只)(?:供|限|可|能)?[^。；]{0,12}(?:学术|科研|研究|教育)",
        except_=r"未经|除非|申请|授权",
    ),
    Pattern(
        TermName.COMMERCIAL_USE,
        _CONDITIONAL,
        r"(?:商业|商用)[^。；]{0,60}(?:申请|授权|许可|联系|登记|注册)|(?:申请|授权|登记|注册)[^。；]{0,20}(?:商业|商用)",
    ),
    # Research only
    Pattern(
        TermName.RESEARCH_ONLY,
        _YES,
        rf"\b{_ONLY}\b[^.;:]{{0,60}}?\b(?:for|to) (?:the )?(?:purposes? of )?(?:your |its |their |internal |personal |bona fide |genuine |{NC} )*(?:{_RESEARCH})",
        except_=r"and commercial|or commercial|commercial purposes|endorse|including but|research and development",
    ),
    Pattern(
        TermName.RESEARCH_ONLY,
        _YES,
        rf"\b(?:for|to) (?:the )?(?:{NC} )?(?:\w+ ){{0,2}}?(?:{_RESEARCH})(?:[- ,/]|and|or|{_RESEARCH}|non-?commercial|evaluation|development)*(?:purposes?|use|uses|activities)?,? (?:solely|only|exclusively)\b",
        except_=r"endorse",
    ),
    Pattern(TermName.RESEARCH_ONLY, _YES, rf"\bother than (?:{NC} )?{_RESEARCH}", lead=True),
    Pattern(TermName.RESEARCH_ONLY, _YES, rf"\b{_RESEARCH} (?:use|purposes?) only\b|\b{_RESEARCH}[- ]only\b"),
    Pattern(TermName.RESEARCH_ONLY, _YES, r"(?:仅|只)(?:供|限|可|能)?[^。；]{0,12}(?:学术|科研|研究)", except_=r"和商业|及商业"),
    # Users and revenue
    Pattern(
        TermName.USER_LIMITS,
        _YES,
        rf"\b{_BIG} (?:or more )?(?:total |registered |unique |concurrent )?(?:(?:monthly|daily|weekly|annual|yearly)[ -])?(?:active )?(?:users?|customers|mau|dau|installations|seats|employees|developers)\b",
        except_=r"up to \d|training data|benchmark",
    ),
    Pattern(
        TermName.USER_LIMITS,
        _YES,
        rf"\b(?:users?|customers|mau|dau|employees|headcount|seats)\b[^.;]{{0,60}}\b(?:exceeds?|exceeding|greater than|more than|over|above|at least|fewer than|less than|below|under|>|≥)\b ?{_BIG}(?!%)",
        except_=r"parameters|tokens",
    ),
    Pattern(
        TermName.USER_LIMITS,
        _YES,
        rf"\b(?:revenues?|turnover|funding|sales|income|receipts|capital|budget|valuation)\b[^.;]{{0,100}}?(?:{_MONEY} ?{_BIG}|{_BIG} ?{_MONEY})",
        except_=r"liab|damages|aggregate",
    ),
    Pattern(
        TermName.USER_LIMITS,
        _YES,
        rf"(?:{_MONEY} ?{_BIG}|{_BIG} ?{_MONEY})[^.;]{{0,60}}?\b(?:revenues?|turnover|funding|sales|income|receipts|per year in)\b",
        except_=r"liab|damages|aggregate",
    ),
    Pattern(
        TermName.USER_LIMITS,
        _YES,
        r"(?:日均|月均|日活|月活|活跃)[^。；]{0,20}用户[^。；]{0,30}(?:\d|万|亿)|(?:dau|mau)[^。；]{0,12}(?:\d|万|亿)|(?:年收入|营业收入|营收)[^。；]{0,30}(?:\d|万|亿)",
    ),
    # Fields of use
    Pattern(
        TermName.USE_RESTRICTIONS,
        _YES,
        rf"{_NOT}\b[^.;]{{0,160}}?\buse\b[^.;]{{0,200}}?{_HARMS}",
        lead=True,
        except_=r"be liable|warrant|endorse|merchantab|designed|manufactured|terminat|held unlawful",
    ),
    Pattern(
        TermName.USE_RESTRICTIONS,
        _YES,
        rf"\buse (?:\w+ ){{0,6}}?(?:for|in|to|by)\b[^.;]{{0,120}}?{_HARMS}[^.;]{{0,160}}?{_BANNED}",
        except_=r"be liable|warrant",
    ),
    Pattern(
        TermName.USE_RESTRICTIONS,
        _YES,
        rf"\b(?:will|shall|must|may) not\b[^.;]{{0,120}}?\b(?:for|in|to) (?:any |the )?(?:\w+,? ){{0,4}}?(?:{_HARMS})",
        lead=True,
        except_=r"be liable|warrant|endorse|designed|manufactured|terminat|held unlawful",
    ),
    Pattern(
        TermName.USE_RESTRICTIONS,
        _YES,
        r"\buse[- ]based restrictions?\b|\b(?:acceptable|prohibited|permitted) uses? (?:policy|policies|guidelines|restrictions?)\b|\busage (?:policy|restrictions)\b|\brestricted uses\b|\buse restrictions?\b(?: in| set| contained| set forth)",
        except_=r"no use[- ]based",
    ),
    Pattern(
        TermName.USE_RESTRICTIONS, _YES, r"(?:不得|禁止|不可|不应|不要|不能)[^。；]{0,40}(?:军事|非法|违法|危害|国家安全|侵犯)"
    ),
    # Training other models, and what is made with it
    Pattern(
        TermName.OUTPUT_LIMITS,
        _YES,
        rf"{_NOT}\b[^.;]{{0,200}}?\b{_TRAIN}\b[^.;]{{0,60}}?\b(?:other|another|any|competing|competitive|similar|new|foundation\w*|third[- ]party|different)\b[^.;]{{0,40}}?\b{_MODELS}\b",
        lead=True,
        except_=r"be liable|warrant",
    ),
    Pattern(
        TermName.OUTPUT_LIMITS, _YES, rf"\buse\b[^.;]{{0,120}}?\bto {_TRAIN}\b[^.;]{{0,60}}?\b{_MODELS}\b[^.;]{{0,60}}?{_BANNED}"
    ),
    Pattern(
        TermName.OUTPUT_LIMITS,
        _YES,
        rf"{_NOT}\b[^.;]{{0,160}}?\b(?:outputs?|results?|generated content|generations)\b[^.;]{{0,100}}?\b(?:to {_TRAIN}|for (?:any )?commercial|compet)",
        lead=True,
        except_=r"be liable|warrant|endorse",
    ),
    Pattern(
        TermName.OUTPUT_LIMITS,
        _YES,
        rf"\b(?:outputs?|generated content|generations)\b[^.;]{{0,80}}?\b(?:(?:may|can|shall|must) (?:only|solely|not)|{_ONLY} (?:for|be)|{NC})\b",
        except_=r"not be liable|not deemed|does not|contravene|warrant|solely responsible|responsible for",
    ),
    Pattern(
        TermName.OUTPUT_LIMITS,
        _YES,
        rf"\bif you use\b[^.;]{{0,160}}?\b(?:outputs?|results?)\b[^.;]{{0,80}}?\bto (?:create, )?{_TRAIN}\b[^.;]{{0,160}}?\b(?:shall|must|will)\b",
    ),
    Pattern(TermName.OUTPUT_LIMITS, _YES, r"(?:不得|禁止|不可|不能)[^。；]{0,30}(?:训练|改进|蒸馏)[^。；]{0,20}模型"),
    Pattern(
        TermName.OUTPUT_LIMITS,
        _NO,
        r"(?:does|do) not impose any restrictions?[^.;]{0,80}\boutputs?\b|\bno restrictions? on[^.;]{0,40}\boutputs?\b",
    ),
    # Territory
    Pattern(
        TermName.TERRITORY_LIMITS,
        _YES,
        r"(?:does|do|shall|will) not (?:apply|extend|be available)[^.;]{0,40}\b(?:in|to|within) (?:the |any )?(?:european union|eu\b|eea|united kingdom|uk\b|south korea|republic of korea|china|united states|people's republic|mainland|territory|territories|region|countries)",
        except_=r"laws of|contracts for the international|governing|convention",
    ),
    Pattern(
        TermName.TERRITORY_LIMITS,
        _YES,
        r"\b(?:territory|worldwide|world)\b[^.;]{0,80}\b(?:excluding|exclude[sd]?|except(?:ing)?|other than|outside of|but not)\b[^.;]{0,60}\b(?:european|eu\b|eea|union|united|kingdom|korea|china|states|russia|country|countries|region)",
        except_=r"patent",
    ),
    Pattern(
        TermName.TERRITORY_LIMITS,
        _YES,
        r"\b(?:outside|only (?:in|within)|solely (?:in|within)|limited to|restricted to) (?:of )?the (?:territory|territories|united states|european union|people's republic|european economic)",
        except_=r"court|arbitra|jurisdiction|export|located|licensor's|mediation|if you are",
    ),
    Pattern(
        TermName.TERRITORY_LIMITS,
        _YES,
        r"\b(?:rights?|license|permission)\b[^.;]{0,60}\b(?:not (?:being )?granted|is not granted|are not granted|does not extend)\b[^.;]{0,120}\b(?:domiciled|located|resident|residing|principal place of business|based|established) in\b",
    ),
    Pattern(
        TermName.TERRITORY_LIMITS,
        _YES,
        r"\b(?:not|no)\b[^.;]{0,80}\b(?:individuals?|persons?|compan\w+|entit\w+|residents?|users?|anyone|you)\b[^.;]{0,60}\b(?:domiciled|located|resident|residing|based|established) in (?:the )?(?:european|eu\b|eea|united|china|russia|south|republic|people)",
        except_=r"court|export|sanction|embargo|liab|warrant|jurisdiction",
    ),
    # Acceptance
    Pattern(
        TermName.ACCEPTANCE,
        _YES,
        r"\b(?:(?:complete|fill(?:ing)? (?:out|in)|submit(?:ting)?|return(?:ing)?)\b[^.;]{0,40}\b(?:form|questionnaire|application|registration)|sign(?:ing)?\b[^.;]{0,30}\b(?:agreement|license|form))\b",
        except_=r"sign\w* off|contributor|publication|lawsuit|bug|pull request|commercial|enterprise",
    ),
    Pattern(
        TermName.ACCEPTANCE,
        _YES,
        r"\b(?:must|need to|have to|required to|shall)\b[^.;]{0,40}\b(?:register|sign up|accept (?:this|these|the) (?:license|agreement|terms)|request access|apply for access|click)\b[^.;]{0,60}",
        except_=r"copyright|trademark|not required|not need|accept the risk|commercial|enterprise",
    ),
    Pattern(
        TermName.ACCEPTANCE,
        _CONDITIONAL,
        r"\bcommercial\w*\b[^.;]{0,160}\b(?:must|need to|required to|shall)\b[^.;]{0,30}\b(?:register|sign up|fill)\b",
    ),
    Pattern(
        TermName.ACCEPTANCE,
        _YES,
        r"\bby (?:clicking|ticking|checking|selecting|signing)\b(?![^.;]{0,60}\bor (?:by )?(?:using|downloading|installing|accessing|copying|otherwise))[^.;]{0,160}\b(?:agree|accept|bound)",
    ),
    Pattern(
        TermName.ACCEPTANCE,
        _CONDITIONAL,
        r"\bby (?:[\"\w, /-]|\bor\b){0,60}?(?:us(?:ing|e)|download(?:ing)?|install(?:ing)?|access(?:ing)?|copy(?:ing)?|exercis(?:ing|e)|distribut(?:ing|ion)|modify(?:ing)?|reproduc(?:ing|tion)|otherwise accepting)\b[^.;]{0,300}?\b(?:agree|accept|accepted|bound|acceptance|consent)",
    ),
    Pattern(
        TermName.ACCEPTANCE,
        _CONDITIONAL,
        r"\b(?:use|usage|download\w*|install\w*|access\w*|distribution|modification)\b[^.;]{0,120}\b(?:constitutes?|deemed|signif\w+|indicates?) (?:\w+ ){0,3}?(?:acceptance|agreement|consent|assent|to have (?:\w+ )?accept\w*)",
    ),
    # Names
    Pattern(
        TermName.NAMING_DUTY,
        _YES,
        r"\b(?:display|include|show|add|use|state|carry|bear)\b[^.;]{0,60}\"[^\"]{0,20}(?:built|powered|improved|made|created|developed|based|trained) (?:with|by|on|using|from)\b[^\"]{0,40}\"",
    ),
    Pattern(
        TermName.NAMING_DUTY,
        _YES,
        r"\b(?:include|including|contain|begin\w*|start\w*|prefix\w*|add)\b[^.;]{0,40}\"[^\"]{1,30}\"[^.;]{0,30}\b(?:at the beginning of|in|as part of|to|within) (?:any |the |its |your |such |all )?(?:\w+ ){0,3}?names?\b",
    ),
    Pattern(
        TermName.NAMING_DUTY,
        _YES,
        r"\b(?:must|shall|required to)\b[^.;]{0,60}\b(?:prominently )?(?:display|attribute|mention|name)\b[^.;]{0,40}\b(?:the (?:name|logo|brand)|on (?:the|a|any) (?:related )?(?:website|user interface|product documentation|about page|blogpost))",
        except_=r"copyright notice|\bnot\b",
    ),
    Pattern(TermName.NAMING_DUTY, _YES, r"\b(?:advertising|promotional) materials?\b[^.;]{0,100}\bmust (?:display|include)\b"),
    # Revocation
    Pattern(
        TermName.REVOCABLE,
        _YES,
        r"\b(?:may|can|reserves? the right to|right to|entitled to)\b[^.;]{0,80}\b(?:terminate|revoke|suspend|withdraw|cancel|rescind)\b[^.;]{0,120}\b(?:at any time|for any reason|at (?:its|our|their|his) (?:sole |own |absolute )?discretion|without (?:cause|reason|notice)|upon notice|for convenience|with or without)",
        except_=r"you may terminate|licensee may terminate|breach|violat|fail|comply|in the event|\bif you\b|does not",
    ),
    Pattern(
        TermName.REVOCABLE, _YES, r"(?<!ir)(?<!non-)(?<!not )\brevocable\b", except_=r"irrevocable|non-revocable|not revocable"
    ),
    Pattern(TermName.REVOCABLE, _CONDITIONAL, r"\breserves? the right to (?:restrict|update|modify|change)\b"),
    Pattern(
        TermName.REVOCABLE, _NO, r"\birrevocable\b", except_=r"irrevocable (?:consent|submi|election)|except as stated|patent"
    ),
    # Passing it on
    Pattern(
        TermName.REDISTRIBUTION,
        _NO,
        rf"{_NOT}(?: to)?(?: \w+,?){{0,3}}?(?: (?:distribute|redistribute|re-distribute|share|publish|transfer|sell|sublicense|rent|lease|lend|assign|disclose|host|resell),?(?: or| and| and/or)?)+ (?!with)[^.;]{{0,60}}?\b{_OBJECT}\b(?![^.;]{{0,200}}\b(?:unless|except|without|other than|if such|in a manner|in violation|for (?:any )?(?:commercial|military|illegal)|provided|under the name|to (?:improve|train)|outside|as \"|after)\b)",
        lead=True,
        except_=r"activities other|if you do not|impossible|if you received|due to statute|be liable|warrant|trademark|personal (?:data|information)|for any commercial|for commercial|commercial purposes",
    ),
    Pattern(
        TermName.REDISTRIBUTION,
        _NO,
        rf"\b(?:redistribution|distribution|re-distribution|sharing)\b[^.;]{{0,60}}?{_BANNED}",
        except_=r"unless|except|without|commercial|provided|activities other|license document",
    ),
    Pattern(TermName.REDISTRIBUTION, _NO, r"(?:不得|禁止|不可)(?:再)?(?:分发|传播|转让|分享)"),
    Pattern(
        TermName.REDISTRIBUTION,
        _CONDITIONAL,
        rf"{_NOT}(?: to)?(?: \w+,?){{0,3}}? (?:distribute|redistribute|share|publish|transfer|sublicense)\b[^.;]{{0,160}}\b(?:unless|except|without (?:the )?(?:prior|express|written))",
        lead=True,
        except_=r"be liable|warrant|trademark|except as (?:expressly |otherwise |explicitly )?(?:provided|permitted|set forth|stated)|if you do not",
    ),
    Pattern(
        TermName.REDISTRIBUTION,
        _YES,
        r"\b(?:grants?|granted|permission|permitted|allowed|free to|right to|rights to|may|license to|licensed to|authorized to)\b[^.;]{0,260}?\b(?:re-?)?distribut(?:e|ion|ing)\b",
        except_=r"\bnot\b[^.;]{0,60}distribut|no right|may not",
    ),
    Pattern(
        TermName.REDISTRIBUTION,
        _YES,
        r"\bredistribution and use\b[^.;]{0,120}(?:are|is) permitted|^(?:publicly )?(?:re)?distribute\b",
        lead=True,
        except_=r"\bnot\b",
    ),
    # Changing it
    Pattern(
        TermName.MODIFICATION,
        _NO,
        rf"{_NOT}(?: to)?(?: (?!use\b|using\b|attempt\b)\w+,?){{0,6}}? (?:modify|alter|adapt|create (?:any )?derivative|prepare (?:any )?derivative|make (?:any )?(?:derivative|modification)|fine-?tune|translate|transform)\b[^.;]{{0,60}}?\b(?:{_OBJECT}|works?)\b(?![^.;]{{0,200}}\b(?:unless|except|without|for (?:any )?(?:commercial|military|illegal)|provided|in a manner|notice|outside|as \")\b)",
        lead=True,
        except_=r"activities other|if you do not|if it is impossible|recipients'|be liable|warrant|the terms|this license|license document|trademark|notices?\b|for any commercial|copyright",
    ),
    Pattern(
        TermName.MODIFICATION,
        _NO,
        rf"\b(?:modifications?|derivative works?|adaptations?|fine-?tuning)\b[^.;]{{0,40}}?{_BANNED}",
        except_=r"unless|except|without|commercial|provided|activities other|license document",
    ),
    Pattern(
        TermName.MODIFICATION,
        _YES,
        r"\b(?:grants?|granted|permission|permitted|allowed|free to|right to|rights to|may|license to|licensed to|authorized to)\b[^.;]{0,260}?\b(?:modify|modifications?|derivative works|prepare derivative|create derivatives?|adapt)\b",
        except_=r"may not|no right|\bnot\b[^.;]{0,40}(?:modify|derivative)",
    ),
    Pattern(
        TermName.MODIFICATION,
        _YES,
        r"\bwith or without\s+modifications?\b[^.;]{0,60}(?:are|is) permitted|^modify\b|\buse, copy, modify",
        except_=r"\bmay not\b|shall not",
    ),
)


TRIGGERS = {
    TermName.COMMERCIAL_USE: (
        "commerc",
        "profit",
        "research",
        "academic",
        "educational",
        "scientific",
        "personal",
        "evaluation",
        "private",
        "scholarly",
        "teaching",
        "business",
        "revenue",
        "商",
        "盈利",
        "研究",
        "学术",
    ),
    TermName.RESEARCH_ONLY: (
        "research",
        "academic",
        "educational",
        "education",
        "scientific",
        "scholarly",
        "teaching",
        "研究",
        "学术",
        "科研",
    ),
    TermName.USER_LIMITS: (
        "user",
        "revenue",
        "turnover",
        "funding",
        "sales",
        "income",
        "receipts",
        "capital",
        "customers",
        "employees",
        "mau",
        "dau",
        "seats",
        "headcount",
        "installations",
        "developers",
        "budget",
        "valuation",
        "用户",
        "收",
    ),
    TermName.USE_RESTRICTIONS: ("use", "not", "不", "禁"),
    TermName.OUTPUT_LIMITS: ("output", "train", "improve", "model", "generat", "distil", "训练"),
    TermName.TERRITORY_LIMITS: (
        "territor",
        "union",
        "located",
        "domiciled",
        "resid",
        "world",
        "countr",
        "region",
        "based in",
        "established",
        "united",
        "china",
        "korea",
        "outside",
    ),
    TermName.ACCEPTANCE: ("agree", "accept", "bound", "form", "register", "click", "sign", "consent", "request access", "apply"),
    TermName.NAMING_DUTY: ("name", "display", '"', "advertising", "promotional", "attribut", "mention"),
    TermName.REVOCABLE: ("revoc", "revoke", "terminat", "suspend", "withdraw", "cancel", "rescind", "reserve"),
    TermName.REDISTRIBUTION: (
        "distribut",
        "share",
        "transfer",
        "publish",
        "sell",
        "sublicense",
        "rent",
        "lend",
        "disclose",
        "host",
        "分发",
        "传播",
        "转让",
        "分享",
    ),
    TermName.MODIFICATION: ("modif", "derivative", "alter", "adapt", "translat", "transform", "tun"),
}
"""Without one of these in it, a sentence says nothing of the term; it saves most of the work."""


@cache
def compiled() -> tuple[tuple[Pattern, re.Pattern[str], re.Pattern[str] | None], ...]:
    """All patterns, compiled once."""
    return tuple((p, re.compile(p.expression), re.compile(p.except_) if p.except_ else None) for p in PATTERNS)
