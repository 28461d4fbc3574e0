// C#, System.Net.Http.HttpClient, which has its own types for Host, Date and Authorization.
using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

static class Client
{
    static string Given(string name)
    {
        return Environment.GetEnvironmentVariable(name) ?? "";
    }

    /// The eleventh octet becomes another one, if this is the part to alter.
    static byte[] Alter(string part, byte[] octets)
    {
        if (Given("ALTER") != part) return octets;
        var altered = (byte[])octets.Clone();
        altered[10] = (byte)(octets[10] == 'A' ? 'B' : 'A');
        return altered;
    }

    static string Alter(string part, string text)
    {
        return Encoding.UTF8.GetString(Alter(part, Encoding.UTF8.GetBytes(text)));
    }

    static void Sign(HttpRequestMessage request, string method, string target, string host, byte[] body)
    {
        var now = DateTimeOffset.UtcNow;
        string digest;
        using (var sha256 = SHA256.Create())
        {
            digest = "SHA-256=" + Convert.ToBase64String(sha256.ComputeHash(body));
        }
        var text = "host: " + host + "\ndate: " + now.ToString("r") + "\n" + method + " " + target + " HTTP/1.1\ndigest: " + digest;
        string signature;
        using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Given("CUSTOMER_SECRET"))))
        {
            signature = Alter("signature", Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text))));
        }
        request.Headers.Date = now;
        request.Headers.TryAddWithoutValidation("Digest", Alter("header", digest));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "hmac",
            "username=\"" + Given("CUSTOMER_ID") + "\", algorithm=\"hmac-sha256\", headers=\"host date request-line digest\", signature=\"" + signature + "\"");
    }

    static void Prove(HttpRequestMessage request, string method, Uri signed, byte[] body)
    {
        if (Given("SCHEME") == "basic")
        {
            var pair = Encoding.UTF8.GetBytes(Given("CUSTOMER_ID") + ":" + Given("CUSTOMER_SECRET"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }
        else
        {
            // What the library will send, which need not be spelled as what it was given.
            Sign(request, method, signed.PathAndQuery, signed.Authority, body);
        }
    }

    static void Main()
    {
        var method = Given("METHOD");
        var target = Given("TARGET");
        var body = Encoding.UTF8.GetBytes(Given("BODY"));
        var request = new HttpRequestMessage(new HttpMethod(method), Given("BASE_URL") + Alter("path", target));
        Prove(request, method, new Uri(Given("BASE_URL") + target), body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(Alter("body", body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }
        request.Headers.TransferEncodingChunked = Given("FRAMING") == "chunked";
        request.Headers.ExpectContinue = Given("FRAMING") == "expect";
        // The authority that it trusts is in the store of the user: no code here decides about certificates.
        using (var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) })
        {
            var answer = client.SendAsync(request).Result;
            Console.WriteLine((int)answer.StatusCode);
            Console.WriteLine(answer.Content.ReadAsStringAsync().Result);
        }
    }
}
