package org.llmops.platform.sealing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Wraps with a key that HashiCorp Vault's transit engine keeps: the key itself never leaves Vault. The API is the one of
 * Vault's documentation, "Transit secrets engine (API)": {@code encrypt/:name} and {@code decrypt/:name} with
 * {@code associated_data}, which needs a key of an AEAD type such as {@code aes256-gcm96}.
 */
final class VaultTransit implements KeyWrapping {
    static final String PREFIX = "vault:";

    /** What is unwrapped is remembered, so that calls go on while Vault is away. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final Pattern CIPHER_TEXT = Pattern.compile("vault:v(\\d{1,9}):.+");

    private final HttpClient client;
    private final VaultSettings settings;
    private final Supplier<String> token;
    private final Map<String, byte[]> remembered = new ConcurrentHashMap<>();

    VaultTransit(Vertx vertx, VaultSettings settings, Supplier<String> token) {
        this.settings = settings;
        this.token = token;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) settings.timeout().toMillis())
                .setTcpNoDelay(true));
    }

    @Override
    public Uni<WrappedKey> wrap(byte[] key, byte[] associated) {
        JsonObject request = new JsonObject().put("plaintext", base64(key)).put("associated_data", base64(associated));
        return ask("encrypt", request).map(data -> {
            String cipherText = data.getString("ciphertext", "");
            var version = CIPHER_TEXT.matcher(cipherText);
            if (!version.matches()) {
                throw new KeysAway("Vault's answer has no cipher text");
            }
            remember(cipherText, associated, key);
            return new WrappedKey(PREFIX + settings.key() + "/v" + version.group(1), cipherText);
        });
    }

    @Override
    public Uni<byte[]> unwrap(WrappedKey wrapped, byte[] associated) {
        byte[] known = remembered.get(memory(wrapped.text(), associated));
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        JsonObject request =
                new JsonObject().put("ciphertext", wrapped.text()).put("associated_data", base64(associated));
        return ask("decrypt", request).map(data -> {
            try {
                byte[] key = Base64.getDecoder().decode(data.getString("plaintext", ""));
                remember(wrapped.text(), associated, key);
                return key;
            } catch (IllegalArgumentException malformed) {
                throw new KeysAway("Vault's answer makes no sense");
            }
        });
    }

    @Override
    public boolean keeps(String keyId) {
        return keyId.startsWith(PREFIX);
    }

    /** Vault says which version of its key is the latest only by using it. */
    @Override
    public Uni<String> currentKeyId() {
        return wrap(new byte[AesGcm.KEY_BYTES], new byte[0]).map(WrappedKey::keyId);
    }

    private Uni<JsonObject> ask(String verb, JsonObject body) {
        return Uni.createFrom()
                .completionStage(() -> client.request(options(verb))
                        .compose(request -> send(request, body))
                        .recover(VaultTransit::away)
                        .toCompletionStage());
    }

    private RequestOptions options(String verb) {
        URI url = settings.url();
        boolean tls = "https".equals(url.getScheme());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI("/v1/" + settings.mount() + "/" + verb + "/" + settings.key())
                .setTimeout(settings.timeout().toMillis())
                .putHeader("X-Vault-Token", token.get())
                .putHeader("X-Vault-Request", "true")
                .putHeader("Content-Type", "application/json");
        settings.namespace().ifPresent(namespace -> options.putHeader("X-Vault-Namespace", namespace));
        return options;
    }

    private static Future<JsonObject> send(HttpClientRequest request, JsonObject body) {
        return request.send(body.toBuffer())
                .compose(response -> response.body().map(text -> read(response.statusCode(), text)));
    }

    private static Future<JsonObject> away(Throwable failure) {
        return Future.failedFuture(
                failure instanceof KeysAway || failure instanceof SealBroken
                        ? failure
                        : new KeysAway("Vault does not answer", failure));
    }

    /** Vault answers 400 for what it cannot decrypt; 403 and 5xx (sealed, standby) may be over soon. */
    private static JsonObject read(int status, Buffer text) {
        if (status == 400) {
            throw new SealBroken("Vault does not open it");
        }
        if (status != 200) {
            throw new KeysAway("Vault answers with status " + status);
        }
        try {
            return text.toJsonObject().getJsonObject("data", new JsonObject());
        } catch (RuntimeException malformed) {
            throw new KeysAway("Vault's answer makes no sense");
        }
    }

    private void remember(String cipherText, byte[] associated, byte[] key) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(memory(cipherText, associated), key);
    }

    private static String memory(String cipherText, byte[] associated) {
        return cipherText + " " + base64(associated);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
