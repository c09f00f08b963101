package rates

import (
	"context"
	"io"
	"net/http"
	"time"
)

func Today() (*http.Response, error) {
	// ruleid: go-http-call-without-timeout
	return http.Get("https://rates.example/today")
}

func Send(body io.Reader) (*http.Response, error) {
	request, err := http.NewRequest(http.MethodPost, "https://rates.example/orders", body)
	if err != nil {
		return nil, err
	}
	// ruleid: go-http-call-without-timeout
	return http.DefaultClient.Do(request)
}

func Fetch(request *http.Request) (*http.Response, error) {
	// ruleid: go-http-call-without-timeout
	client := &http.Client{}
	return client.Do(request)
}

func Limited(request *http.Request) (*http.Response, error) {
	// ok: go-http-call-without-timeout
	client := &http.Client{Timeout: 5 * time.Second}
	return client.Do(request)
}

func Cancelled(ctx context.Context) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://rates.example/today", nil)
	if err != nil {
		return nil, err
	}
	// ok: go-http-call-without-timeout
	return http.DefaultClient.Do(request)
}

func Assigned(request *http.Request) (*http.Response, error) {
	// ok: go-http-call-without-timeout
	client := &http.Client{}
	client.Timeout = 5 * time.Second
	return client.Do(request)
}
