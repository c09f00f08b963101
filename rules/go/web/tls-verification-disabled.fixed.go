package rates

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
)

func Client() *http.Client {
	// ruleid: go-tls-verification-disabled
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: false}}}
}

func Dial() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	// ruleid: go-tls-verification-disabled
	config.InsecureSkipVerify = false
	return config
}

func Proxy() tls.Config {
	// ruleid: go-tls-verification-disabled
	return tls.Config{ServerName: "rates.example", InsecureSkipVerify: false}
}

func Private(pool *x509.CertPool) *tls.Config {
	// ok: go-tls-verification-disabled
	return &tls.Config{RootCAs: pool}
}

func Configured(skip bool) *tls.Config {
	// ok: go-tls-verification-disabled
	return &tls.Config{InsecureSkipVerify: skip}
}

func Strict() *tls.Config {
	// ok: go-tls-verification-disabled
	return &tls.Config{InsecureSkipVerify: false}
}

func Chosen(settings Settings) *tls.Config {
	config := &tls.Config{}
	if settings.InsecureStorage {
		// ok: go-tls-verification-disabled
		config.InsecureSkipVerify = true
	}
	return config
}
