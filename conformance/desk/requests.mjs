// What officers fill in, in more than one story.

const OFFENCE = {
  'offence.convention': 'ict_related_theft_or_fraud',
  'offence.statute': 'Penal Code of Arvenia, section 263a',
  'offence.max_penalty_months': '72',
  'offence.conduct': 'Invoices that look like a supplier\u2019s are sent from an account',
  'offence.jurisdiction.head': 'territory',
  'offence.jurisdiction.link': 'The firms paid from their accounts in Arvenia',
};

const OCTOBER = { 'period.from': '2026-10-01T00:00', 'period.to': '2026-10-31T23:59' };

const account = (identifier) => ({ 'accounts.0.service': 'Mail Example, Port Belmora', 'accounts.0.identifier': identifier });

/** A request to preserve an account. */
export const preserving = (identifier, facts) => ({
  requesting_authority: '24/7 contact point of Arvenia',
  ...OFFENCE,
  ...OCTOBER,
  ...account(identifier),
  facts,
  data: 'The mailbox and the access log of the account',
  data_classes: ['subscriber', 'traffic'],
  link_to_offence: 'The forged invoices were sent from this account',
  custodian: 'Mail Example, Port Belmora',
  necessity: 'The provider deletes access logs after 60 days',
  intends_assistance: ['yes'],
});

/** A request for what an account holds. */
export const wanting = (identifier) => ({
  requesting_authority: 'Central authority of Arvenia',
  case: 'Investigation of fraud, case 7 Js 1834/26',
  authority_in_charge: 'Public prosecutor in Arvenia City, who leads investigations',
  ...OFFENCE,
  ...OCTOBER,
  ...account(identifier),
  facts: 'Forged invoices were sent to eleven firms.',
  access: ['search', 'seize', 'disclose'],
  wanted: 'Disclosure of the mailbox and the access log',
  data_classes: ['subscriber', 'traffic', 'content'],
  purposes: ['investigation', 'court_proceedings'],
  purpose: 'Case 7 Js 1834/26 and the trial in it',
  // The other State's profile asks this of every request for stored data.
  'answered.0.asks': 'Say how the data relate to the offence, account by account.',
  'answered.0.answer': 'The forged invoices were sent from this account.',
});

const DAY_MS = 24 * 3600 * 1000;
const moment = (days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 16);

/** The rights screen, answered with no. */
export const SCREENED = { answer: 'no', note: 'Ordinary fraud; nothing points to persecution.' };

/** A court's authorisation to disclose what an account holds. */
export const authorising = (identifier) => ({
  'authorisation.authority': 'District Court of Port Belmora',
  'authorisation.legal_basis': 'Code of Criminal Procedure of Belmora, section 94',
  'authorisation.scope': `Stored data of ${identifier}, October 2026`,
  'authorisation.data_classes': ['subscriber', 'traffic', 'content'],
  'authorisation.from': moment(-1),
  'authorisation.until': moment(30),
  'authorisation.proportionality': 'One account, one month; no milder means is in sight',
  'authorisation.remedy': 'Complaint to the Court of Appeal within one month of notice',
});

/** The personal-data gate, passed under conditions. */
export const PASSED = {
  'decision.decision': 'pass',
  'decision.conditions.purposes': ['investigation', 'court_proceedings'],
  'decision.conditions.purpose': 'Case 7 Js 1834/26 of Arvenia and the trial in it',
  'decision.conditions.onward_transfer': 'with_consent',
  'decision.conditions.confidential': 'yes',
  'decision.conditions.retention_until': moment(900),
};
