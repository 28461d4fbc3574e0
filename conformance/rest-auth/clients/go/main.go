// Go, net/http: writes header names its own way, and takes Host from a field of the request.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"time"
)

// alter makes another one of the eleventh octet, if this is the part to alter.
func alter(part string, octets []byte) []byte {
	if os.Getenv("ALTER") != part {
		return octets
	}
	altered := append([]byte(nil), octets...)
	if altered[10] == 'A' {
		altered[10] = 'B'
	} else {
		altered[10] = 'A'
	}
	return altered
}

func alterText(part, text string) string {
	return string(alter(part, []byte(text)))
}

func sign(header http.Header, method, target, host string, body []byte) {
	date := time.Now().UTC().Format(http.TimeFormat)
	hash := sha256.Sum256(body)
	digest := "SHA-256=" + base64.StdEncoding.EncodeToString(hash[:])
	mac := hmac.New(sha256.New, []byte(os.Getenv("CUSTOMER_SECRET")))
	fmt.Fprintf(mac, "host: %s\ndate: %s\n%s %s HTTP/1.1\ndigest: %s", host, date, method, target, digest)
	signature := alterText("signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	header.Set("Date", date)
	header.Set("Digest", alterText("header", digest))
	header.Set("Authorization", fmt.Sprintf(
		`hmac username="%s", algorithm="hmac-sha256", headers="host date request-line digest", signature="%s"`,
		os.Getenv("CUSTOMER_ID"), signature))
}

// publish gives a reader of which the length is known, or one of which it is not.
func publish(body []byte) io.Reader {
	if len(body) == 0 {
		return nil
	}
	if os.Getenv("FRAMING") == "chunked" {
		return io.MultiReader(bytes.NewReader(body))
	}
	return bytes.NewReader(body)
}

func client() (*http.Client, error) {
	authority, err := os.ReadFile(os.Getenv("CA_FILE"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	return &http.Client{
		Timeout: 20 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig:       &tls.Config{RootCAs: roots},
			ForceAttemptHTTP2:     true,
			ExpectContinueTimeout: 10 * time.Second,
		},
	}, nil
}

func call() error {
	base, err := url.Parse(os.Getenv("BASE_URL"))
	if err != nil {
		return err
	}
	method, target, body := os.Getenv("METHOD"), os.Getenv("TARGET"), []byte(os.Getenv("BODY"))
	request, err := http.NewRequest(method, base.String()+alterText("path", target), publish(alter("body", body)))
	if err != nil {
		return err
	}
	if os.Getenv("SCHEME") == "basic" {
		request.SetBasicAuth(os.Getenv("CUSTOMER_ID"), os.Getenv("CUSTOMER_SECRET"))
	} else {
		sign(request.Header, method, target, base.Host, body)
	}
	if os.Getenv("FRAMING") == "expect" {
		request.Header.Set("Expect", "100-continue")
	}
	client, err := client()
	if err != nil {
		return err
	}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	fmt.Printf("%d\n%s\n", answer.StatusCode, text)
	return nil
}

func main() {
	if err := call(); err != nil {
		log.Fatal(err)
	}
}
