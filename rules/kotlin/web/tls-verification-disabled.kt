package shop.http

class Clients {
    // ruleid: kotlin-tls-verification-disabled
    fun apache() = HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build()

    // ruleid: kotlin-tls-verification-disabled
    fun netty() = SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build()

    // ruleid: kotlin-tls-verification-disabled
    fun okhttp() = OkHttpClient.Builder().hostnameVerifier { _, _ -> true }.build()

    // ok: kotlin-tls-verification-disabled
    fun plain() = OkHttpClient.Builder().build()

    // ok: kotlin-tls-verification-disabled
    fun pinned() = SslContextBuilder.forClient().trustManager(certificate).build()

    // ok: kotlin-tls-verification-disabled
    fun checked() = OkHttpClient.Builder().hostnameVerifier { host, _ -> host in allowed }.build()
}
