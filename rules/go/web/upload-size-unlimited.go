package handlers

import (
	"io"
	"net/http"
)

const limit = 10 << 20

func Upload(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-upload-size-unlimited
	if err := r.ParseMultipartForm(limit); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}

func UploadNamed(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-upload-size-unlimited
	err := r.ParseMultipartForm(32 << 20)
	answer(w, err)
}

func Import(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-upload-size-unlimited
	if r.ParseMultipartForm(limit) == nil {
		store(w, r.MultipartForm)
	}
}

func UploadLimited(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	// ok: go-upload-size-unlimited
	if err := r.ParseMultipartForm(limit); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}

func ImportDeclared(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength > limit {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	// ok: go-upload-size-unlimited
	answer(w, r.ParseMultipartForm(limit))
}

func Read(answer *http.Response) ([]byte, error) {
	// ok: go-upload-size-unlimited
	return io.ReadAll(answer.Body)
}
