import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** java.net.http.HttpClient, which offers HTTP/2 and sets Host itself. */
public final class HttpClientClient {
    private static final Map<String, String> GIVEN = System.getenv();
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    public static void main(String[] arguments) throws Exception {
        URI base = URI.create(GIVEN.get("BASE_URL"));
        String method = GIVEN.get("METHOD");
        String target = GIVEN.get("TARGET");
        byte[] body = Signing.utf8(GIVEN.getOrDefault("BODY", ""));

        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + Signing.alter("path", target)));
        if (GIVEN.get("SCHEME").equals("basic")) {
            request.header("Authorization", Signing.basic());
        } else {
            String date = HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
            String digest = Signing.digest(body);
            request.header("Date", date);
            request.header("Digest", Signing.alter("header", digest));
            request.header(
                    "Authorization", Signing.authorization(method, target, base.getAuthority(), date, digest));
        }
        request.method(method, publish(Signing.alter("body", body)));
        request.expectContinue(framing().equals("expect"));

        HttpClient client = HttpClient.newBuilder().sslContext(Signing.trust(GIVEN.get("CA_FILE"))).build();
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        System.out.println(answer.statusCode());
        System.out.println(answer.body());
    }

    private static String framing() {
        return GIVEN.getOrDefault("FRAMING", "length");
    }

    private static BodyPublisher publish(byte[] body) {
        if (framing().equals("chunked")) {
            return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        }
        return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    }
}
