import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What both Java clients do alike. */
final class Signing {
    private Signing() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The eleventh octet becomes another one, if this is the part to alter. */
    static byte[] alter(String part, byte[] octets) {
        if (!part.equals(System.getenv("ALTER"))) {
            return octets;
        }
        byte[] altered = octets.clone();
        altered[10] = (byte) (octets[10] == 'A' ? 'B' : 'A');
        return altered;
    }

    static String alter(String part, String text) {
        return new String(alter(part, utf8(text)), StandardCharsets.UTF_8);
    }

    static String digest(byte[] body) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
        return "SHA-256=" + Base64.getEncoder().encodeToString(hash);
    }

    static String authorization(String method, String target, String host, String date, String digest)
            throws Exception {
        String text = "host: " + host + "\ndate: " + date + "\n" + method + " " + target + " HTTP/1.1\ndigest: " + digest;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(utf8(System.getenv("CUSTOMER_SECRET")), "HmacSHA256"));
        String signature = alter("signature", Base64.getEncoder().encodeToString(mac.doFinal(utf8(text))));
        return "hmac username=\"" + System.getenv("CUSTOMER_ID") + "\", algorithm=\"hmac-sha256\", "
                + "headers=\"host date request-line digest\", signature=\"" + signature + "\"";
    }

    static String basic() {
        String pair = System.getenv("CUSTOMER_ID") + ":" + System.getenv("CUSTOMER_SECRET");
        return "Basic " + Base64.getEncoder().encodeToString(utf8(pair));
    }

    /** Trusts the authority in this file and no other. */
    static SSLContext trust(String path) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream input = new FileInputStream(path)) {
            store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(input));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
