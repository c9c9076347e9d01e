//! A mail server and a pager of this process: they keep what they are told, and say no when they are asked to.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

type Kept = Arc<Mutex<Vec<String>>>;

fn taken(kept: &Kept) -> Vec<String> {
    std::mem::take(&mut *kept.lock().expect("nobody panicked"))
}

/// A mail server. It answers a recipient with 250, or with another number.
pub struct Mail {
    port: u16,
    kept: Kept,
    answer: Arc<AtomicU16>,
}

impl Mail {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let (kept, answer) = (Kept::default(), Arc::new(AtomicU16::new(250)));
        let (keeps, answers) = (Arc::clone(&kept), Arc::clone(&answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (keeps, answer) = (Arc::clone(&keeps), answers.load(Ordering::SeqCst));
                // A client that hangs up in the middle is no matter of the server's.
                tokio::spawn(async move { mail(stream, &keeps, answer).await.unwrap_or(()) });
            }
        });
        Self { port, kept, answer }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers every recipient with this from now on.
    pub fn says(&self, answer: u16) {
        self.answer.store(answer, Ordering::SeqCst);
    }

    /// What came since it was asked last.
    pub fn came(&self) -> Vec<String> {
        taken(&self.kept)
    }

    /// To whom it went since it was asked last.
    pub fn recipients(&self) -> Vec<String> {
        let mut all: Vec<String> = self.came().iter().map(|mail| recipient(mail)).collect();
        all.sort();
        all
    }
}

/// To whom a message goes.
pub fn recipient(mail: &str) -> String {
    let to = mail.lines().find_map(|line| line.strip_prefix("To: "));
    let to = to.expect("a recipient");
    to.split('@').next().unwrap_or_default().to_owned()
}

async fn mail(stream: TcpStream, kept: &Kept, answer: u16) -> std::io::Result<()> {
    let (reads, mut writes) = stream.into_split();
    let mut lines = BufReader::new(reads).lines();
    writes.write_all(b"220 mail\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let said = match line.split([' ', ':']).next().unwrap_or_default() {
            "RCPT" => format!("{answer} as told\r\n"),
            "DATA" => "354 go on\r\n".into(),
            "QUIT" => "221 bye\r\n".into(),
            _ => "250 mail\r\n".into(),
        };
        writes.write_all(said.as_bytes()).await?;
        if line == "DATA" {
            let mut text = String::new();
            while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                text += &line;
                text.push('\n');
            }
            kept.lock().expect("nobody panicked").push(text);
            writes.write_all(b"250 taken\r\n").await?;
        }
    }
    Ok(())
}

/// What takes webhooks. It answers with 204, or with another status.
pub struct Pager {
    port: u16,
    kept: Kept,
    status: Arc<AtomicU16>,
}

impl Pager {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let (kept, status) = (Kept::default(), Arc::new(AtomicU16::new(204)));
        let (keeps, answers) = (Arc::clone(&kept), Arc::clone(&status));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (keeps, status) = (Arc::clone(&keeps), answers.load(Ordering::SeqCst));
                tokio::spawn(async move { page(stream, &keeps, status).await.unwrap_or(()) });
            }
        });
        Self { port, kept, status }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/private-path", self.port)
    }

    /// Answers with this status from now on.
    pub fn says(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// What came since it was asked last: head and body.
    pub fn came(&self) -> Vec<String> {
        taken(&self.kept)
    }
}

/// A header of what came.
pub fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let found = request.lines().find_map(|line| {
        let (key, value) = line.split_once(": ")?;
        key.eq_ignore_ascii_case(name).then_some(value)
    });
    found.unwrap_or_default()
}

/// The body of what came.
pub fn body(request: &str) -> &str {
    request.split_once("\n\n").map_or("", |(_, body)| body)
}

async fn page(stream: TcpStream, kept: &Kept, status: u16) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        request += line.trim_end();
        request.push('\n');
        if line.trim_end().is_empty() {
            break;
        }
    }
    let length = header(&request, "content-length").parse().unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    request += &String::from_utf8_lossy(&body);
    kept.lock().expect("nobody panicked").push(request);
    let answer =
        format!("HTTP/1.1 {status} told\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await
}
