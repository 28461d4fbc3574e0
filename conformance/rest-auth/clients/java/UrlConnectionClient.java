import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import javax.net.ssl.HttpsURLConnection;

/** HttpURLConnection: as the documented Java sample, which formats the date with a zone and always opens the output. */
public final class UrlConnectionClient {
    private static final Map<String, String> GIVEN = System.getenv();
    private static final String QUIRK = GIVEN.getOrDefault("QUIRK", "");

    public static void main(String[] arguments) throws Exception {
        URL base = new URL(GIVEN.get("BASE_URL"));
        String method = GIVEN.get("METHOD");
        String target = GIVEN.get("TARGET");
        byte[] body = Signing.utf8(GIVEN.getOrDefault("BODY", ""));
        String host = base.getHost() + ":" + base.getPort();

        URL url = new URL(base, Signing.alter("path", target));
        HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
        connection.setSSLSocketFactory(Signing.trust(GIVEN.get("CA_FILE")).getSocketFactory());
        connection.setRequestMethod(method);
        // The library ignores this one, and takes Host from the URL.
        connection.setRequestProperty("host", host);
        if (GIVEN.get("SCHEME").equals("basic")) {
            connection.setRequestProperty("authorization", Signing.basic());
        } else {
            String date = writeDate();
            String digest = Signing.digest(body);
            connection.setRequestProperty("date", date);
            connection.setRequestProperty("digest", Signing.alter("header", digest));
            connection.setRequestProperty(
                    "authorization", Signing.authorization(method, target, host, date, digest));
        }
        // The sample writes a body whatever the method is; that makes a POST of a GET.
        if (!method.equals("GET") || QUIRK.equals("always-write")) {
            write(connection, Signing.alter("body", body));
        }
        print(connection);
    }

    private static String writeDate() {
        SimpleDateFormat format = new SimpleDateFormat("EEE, dd MMM yyyy HH:mm:ss z", Locale.US);
        if (!QUIRK.equals("local-zone")) {
            format.setTimeZone(TimeZone.getTimeZone("GMT"));
        }
        return format.format(new Date());
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        if (GIVEN.getOrDefault("FRAMING", "").equals("chunked")) {
            connection.setChunkedStreamingMode(16);
        }
        try (OutputStream output = connection.getOutputStream()) {
            output.write(body);
        }
    }

    private static void print(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream input = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            System.out.println(status);
            System.out.println(new String(input.readAllBytes(), "UTF-8"));
        }
    }
}
