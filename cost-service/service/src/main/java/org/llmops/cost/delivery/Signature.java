package org.llmops.cost.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.llmops.cost.channels.SigningSecret;

/**
 * Signs what webhooks receive as Standard Webhooks 1.0.0 specifies it (standardwebhooks.com): HMAC-SHA256 over id, time
 * and body, so that a receiver can tell who sent it and that it is not an old one sent again by somebody else.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** The headers of a message that is sent now. */
    static Map<String, String> headers(SigningSecret secret, String id, Instant now, String body) {
        String seconds = Long.toString(now.getEpochSecond());
        Map<String, String> headers = new TreeMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        headers.put("webhook-signature", "v1," + sign(secret, id + "." + seconds + "." + body));
        return headers;
    }

    private static String sign(SigningSecret secret, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", impossible);
        }
    }
}
