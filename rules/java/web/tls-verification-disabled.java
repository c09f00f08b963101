package shop.http;

class Clients {
    CloseableHttpClient apache() {
        // ruleid: java-tls-verification-disabled
        return HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build();
    }

    OkHttpClient okhttp() {
        // ruleid: java-tls-verification-disabled
        return new OkHttpClient.Builder().hostnameVerifier((host, session) -> true).build();
    }

    X509TrustManager trusting() {
        return new X509TrustManager() {
            // ruleid: java-tls-verification-disabled
            public void checkServerTrusted(X509Certificate[] chain, String type) {
            }
        };
    }

    OkHttpClient plain() {
        // ok: java-tls-verification-disabled
        return new OkHttpClient.Builder().build();
    }

    OkHttpClient pinned() {
        // ok: java-tls-verification-disabled
        return new OkHttpClient.Builder().hostnameVerifier((host, session) -> allowed.contains(host)).build();
    }

    X509TrustManager checking() {
        return new X509TrustManager() {
            // ok: java-tls-verification-disabled
            public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                delegate.checkServerTrusted(chain, type);
            }
        };
    }
}
