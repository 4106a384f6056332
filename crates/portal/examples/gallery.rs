//! Serves every page with sample data on loopback: `cargo run -p zaver-portal --example gallery [PORT]`.

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8088".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, zaver_portal::gallery::router()).await
}
