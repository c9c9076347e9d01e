use super::*;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const SAID: Letter<'_> = Letter {
    to: "noor@xaa.example",
    id: "018f",
    subject: String::new(),
    text: String::new(),
};

async fn listening() -> (Post, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let config = SmtpConfig {
        server: "127.0.0.1".into(),
        port: Some(listener.local_addr().expect("bound").port()),
        encryption: Encryption::None,
        from: "Duty desk <desk@xaa.example>".into(),
        user: None,
        password_file: None,
        ca_file: None,
    };
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let post = Post::open(&config, Path::new("/")).expect("prepared");
    (post, listener)
}

/// A mail server that answers each line, or the end of the text, with the next of these.
async fn answers(listener: TcpListener, said: Vec<&'static str>) -> String {
    let (stream, _) = listener.accept().await.expect("a connection");
    let (reads, mut writes) = stream.into_split();
    let mut lines = BufReader::new(reads).lines();
    let mut heard = String::new();
    for answer in said {
        let sent = writes.write_all(format!("{answer}\r\n").as_bytes()).await;
        sent.expect("an answer");
        let mut more = answer.starts_with("354");
        loop {
            let Ok(Some(line)) = lines.next_line().await else {
                return heard;
            };
            more = more && line != ".";
            heard.push_str(&line);
            heard.push('\n');
            if !more {
                break;
            }
        }
    }
    heard
}

const GOOD: [&str; 7] = [
    "220 mail",
    "250-mail\r\n250 8BITMIME",
    "250 sender",
    "250 recipient",
    "354 go on",
    "250 taken",
    "221 bye",
];

#[tokio::test]
async fn one_message_in_plain_text_reaches_the_one_recipient() {
    let (post, listener) = listening().await;
    let letter = Letter {
        subject: "Срочно".into(),
        text: "Две строки\nпо-русски".into(),
        ..SAID
    };
    let (sent, heard) = tokio::join!(post.send(letter), answers(listener, GOOD.into()));
    sent.expect("taken");
    for said in [
        "MAIL FROM:<desk@xaa.example>",
        "RCPT TO:<noor@xaa.example>",
        "Message-ID: <018f@xaa.example>",
        "From: \"Duty desk\" <desk@xaa.example>",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(heard.contains(said), "{said}:\n{heard}");
    }
    assert_eq!(heard.matches("RCPT TO").count(), 1);
}

#[tokio::test]
async fn a_server_that_says_no_is_told_of_with_its_words() {
    for (place, no) in [
        (0, "554 closed"),
        (2, "550 no such sender"),
        (3, "450 mailbox busy"),
        (5, "552 too much"),
    ] {
        let (post, listener) = listening().await;
        let mut said = GOOD.to_vec();
        said[place] = no;
        let (sent, _) = tokio::join!(post.send(SAID), answers(listener, said));
        let why = sent.expect_err("refused");
        assert!(why.contains(&no[4..]), "{no}: {why}");
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_no_silence() {
    let (post, listener) = listening().await;
    drop(listener);
    let why = post.send(SAID).await.expect_err("nobody is there");
    assert!(why.to_lowercase().contains("refused"), "{why}");
}

#[tokio::test]
async fn an_address_with_a_line_end_reaches_nobody() {
    let (post, _listener) = listening().await;
    let letter = Letter {
        to: "a@xaa.example\r\nBcc: b@xaa.example",
        ..SAID
    };
    let why = post.send(letter).await.expect_err("no address");
    assert_eq!(why, "not an e-mail address");
}

#[tokio::test]
async fn who_takes_the_connection_and_says_nothing_is_not_waited_for() {
    let (mut post, _listener) = listening().await;
    post.patience = Duration::from_millis(20);
    let why = post.send(SAID).await.expect_err("nobody answers");
    assert_eq!(why, "no answer within 20ms");
}

/// The password goes only to a server that proves its name: without encryption there is none to send it to.
#[tokio::test]
async fn a_server_that_offers_no_starttls_gets_nothing() {
    let (_, listener) = listening().await;
    let config = SmtpConfig {
        server: "127.0.0.1".into(),
        port: Some(listener.local_addr().expect("bound").port()),
        encryption: Encryption::Starttls,
        from: "desk@xaa.example".into(),
        user: None,
        password_file: None,
        ca_file: None,
    };
    let post = Post::open(&config, Path::new("/")).expect("prepared");
    let (sent, heard) = tokio::join!(post.send(SAID), answers(listener, GOOD.into()));
    sent.expect_err("no encryption is offered");
    assert!(!heard.contains("MAIL FROM"), "{heard}");
}
