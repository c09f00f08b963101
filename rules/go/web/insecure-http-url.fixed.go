package rates

import (
	"context"
	"fmt"
	"net/http"
)

func Today() (*http.Response, error) {
	// ruleid: go-insecure-http-url
	return http.Get("https://rates.bank.example/today")
}

func Day(day string) (*http.Response, error) {
	// ruleid: go-insecure-http-url
	return http.Get(fmt.Sprintf("https://rates.bank.example/days/%s", day))
}

func Send(ctx context.Context) (*http.Request, error) {
	// ruleid: go-insecure-http-url
	return http.NewRequestWithContext(ctx, http.MethodPost, "https://hooks.bank.example/v1", nil)
}

func Secure() (*http.Response, error) {
	// ok: go-insecure-http-url
	return http.Get("https://rates.bank.example/today")
}

func Local() (*http.Response, error) {
	// ok: go-insecure-http-url
	return http.Get("http://localhost:8080/health")
}

func Cluster() (*http.Response, error) {
	// ok: go-insecure-http-url
	return http.Get("http://rates:8080/today")
}
