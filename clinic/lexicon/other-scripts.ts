/** Words of a language whose script looks in no way Latin; they tell wherever they stand. */
export interface ScriptLexicon {
  /** ISO 639-1. */
  readonly language: string;
  /** The language's English name, for messages. */
  readonly name: string;
  /** With blanks between them; vowel points and the like may be left out. */
  readonly words: string;
}

/**
 * A few sure words each, since such a name stands in a title or an internationalised domain. Korean "sangdam" and Chinese "zixun" alone are
 * any advice, as English "counsel" is, and pass.
 */
export const OTHER_SCRIPTS: readonly ScriptLexicon[] = [
  {
    language: "he",
    name: "Hebrew",
    words: `טיפול מטפל פסיכו מרפא רופא בריאות נפשי חולים חולה דיכאון חרד טראומ גמילה התמכר ייעוץזוגי ייעוץנישואין רפוא אוטיז קליניק מרפאה`,
  },
  {
    language: "ar",
    name: "Arabic and Persian",
    words: `علاج معالج عيادة طبيب نفسي نفسية النفس مستشفى مريض مرضى صحة الصحة اكتئاب الادمان دواء صيدلية تأهيل درمان روانشناس روانپزشک پزشک بیمار سلامت کلینیک`,
  },
  {
    language: "zh",
    name: "Chinese",
    words: `治疗 治療 疗法 療法 诊所 診所 心理 精神科 医院 醫院 医生 醫生 病人 患者 健康 抑郁 憂鬱 焦虑 焦慮 创伤 創傷 咨询师 諮商 心灵 康复 康復 戒毒 戒酒 自闭症 自閉症 药房`,
  },
  {
    language: "ja",
    name: "Japanese",
    words: `セラピ サイコ 診療 診察 クリニック カウンセリング カウンセラー メンタル 心療 病院 医院 療法 患者 治療 うつ病 トラウマ 精神 依存症 薬局 看護 癒し`,
  },
  {
    language: "ko",
    name: "Korean",
    words: `치료 심리 정신과 정신건강 병원 한의원 클리닉 환자 테라피 테라피스트 우울 불안장애 트라우마 중독 상담소 상담사 마음상담 가족상담 부부상담 건강 간호 약국`,
  },
];

/** Hebrew, Arabic, Hangul (also its parts), kana, and the ideographs of Chinese and Japanese. */
export const IN_OTHER_SCRIPTS =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
