//! By e-mail: one message to each recipient, in plain text, over a connection of its own.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::path::Path;
use std::time::Duration;

use super::AlarmError;
use super::config::{Encryption, SmtpConfig};
use crate::refusal::chain;
use crate::service::{self, ServiceError};

const CA_FILE: &str = "alarm.smtp.ca_file";
/// How long a mail server may take from the first byte to its last answer.
const SENT_MAX: Duration = Duration::from_secs(30);

/// A mail server, and in whose name it is spoken to.
pub(crate) struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

/// One message.
pub(crate) struct Letter<'a> {
    pub to: &'a str,
    /// The same at each attempt: whoever gets it twice can tell (RFC 5322, `Message-ID`).
    pub id: &'a str,
    pub subject: String,
    pub text: String,
}

impl Post {
    /// Prepares the connection; the password is read now.
    pub fn open(config: &SmtpConfig, data: &Path) -> Result<Self, AlarmError> {
        let server = |error| AlarmError::Server(config.server.clone(), error);
        let tls = parameters(config, data)?;
        let (tls, port) = match config.encryption {
            Encryption::Tls => (Tls::Wrapper(tls.map_err(server)?), 465),
            Encryption::Starttls => (Tls::Required(tls.map_err(server)?), 587),
            Encryption::None => (Tls::None, 25),
        };
        let from: Mailbox = config
            .from
            .parse()
            // INVARIANT (configured): `AlarmConfig::faults` has parsed the same text.
            .expect("a sender that was parsed before");
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.server)
            .port(config.port.unwrap_or(port))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(SENT_MAX))
            .tls(tls);
        if let (Some(user), Some(file)) = (&config.user, &config.password_file) {
            let password = service::secret(data, file)?;
            let credentials = Credentials::new(user.clone(), password.to_string());
            builder = builder.credentials(credentials);
        }
        Ok(Self {
            transport: builder.build(),
            from,
            patience: SENT_MAX,
        })
    }

    /// Sends it. Accepted means that the server took it on itself to deliver.
    pub async fn send(&self, letter: Letter<'_>) -> Result<(), String> {
        let message = self.message(letter)?;
        let sending = self.transport.send(message);
        match tokio::time::timeout(self.patience, sending).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(chain(&error)),
            Err(_) => Err(format!("no answer within {:?}", self.patience)),
        }
    }

    fn message(&self, letter: Letter<'_>) -> Result<Message, String> {
        let to = letter.to.parse().map_err(|_| "not an e-mail address")?;
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(id))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|error| chain(&error))
    }
}

type Parameters = Result<TlsParameters, lettre::transport::smtp::Error>;

/// The server's name, and whose word for it counts: the system's authorities, or only those of a file.
fn parameters(config: &SmtpConfig, data: &Path) -> Result<Parameters, AlarmError> {
    let mut builder = TlsParameters::builder(config.server.clone());
    if let Some(name) = &config.ca_file {
        let pem = service::authority(data, CA_FILE, name)?;
        let no = |_| ServiceError::Authority(CA_FILE, name.clone());
        let authority = Certificate::from_pem(&pem).map_err(no)?;
        builder = builder
            .certificate_store(lettre::transport::smtp::client::CertificateStore::None)
            .add_root_certificate(authority);
    }
    Ok(builder.build())
}

#[cfg(test)]
mod tests;
