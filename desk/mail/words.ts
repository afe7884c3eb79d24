import type { Language } from "../settings.ts";

/** What a mail says: nothing that tells who meets whom, what for, or when. Subjects are ASCII. */
interface MailWords {
  readonly subject: string;
  /** Stands above the link. */
  readonly text: string;
  readonly trialSubject: string;
  readonly trial: string;
}

export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = {
  en: {
    subject: "Your link",
    text: "This link is for you alone. Please pass it on to nobody.",
    trialSubject: "A trial",
    trial: "This is a trial. It shows that mail from here arrives.",
  },
  de: {
    subject: "Ihr Link",
    text: "Dieser Link ist nur für Sie bestimmt. Bitte geben Sie ihn nicht weiter.",
    trialSubject: "Ein Versuch",
    trial: "Dies ist ein Versuch. Er zeigt, dass E-Mails von hier ankommen.",
  },
  fr: {
    subject: "Votre lien",
    text: "Ce lien n’est destiné qu’à vous. Merci de ne le transmettre à personne.",
    trialSubject: "Un essai",
    trial: "Ceci est un essai. Il montre que les e-mails envoyés d’ici arrivent.",
  },
  es: {
    subject: "Su enlace",
    text: "Este enlace es solo para usted. Por favor, no se lo pase a nadie.",
    trialSubject: "Una prueba",
    trial: "Esto es una prueba. Muestra que los correos enviados desde aquí llegan.",
  },
};
