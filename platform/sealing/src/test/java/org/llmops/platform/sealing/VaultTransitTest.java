package org.llmops.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.platform.sealing.SealsTest.now;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

/** The transit engine of Vault as its documentation describes it, as small as it can be. */
class VaultTransitTest {
    private static final SecretPlace PLACE = new SecretPlace(new WorkspaceId("acme"), "openai", "default");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger version = new AtomicInteger(1);
    private volatile int broken;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body.toJsonObject())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theKeyStaysInVaultAndTheSecretNeverGoesThere() {
        Seals seals = seals();
        SealedSecret sealed = now(seals.seal(PLACE, "sk-very-secret"));

        assertThat(sealed.keyId()).isEqualTo("vault:llmops/v1");
        assertThat(sealed.wrappedKey()).startsWith("vault:v1:");
        assertThat(now(seals().open(PLACE, sealed))).isEqualTo("sk-very-secret");
        assertThat(asked)
                .allMatch(request -> request.startsWith("/v1/transit/encrypt/llmops token=t0 namespace=team ")
                        || request.startsWith("/v1/transit/decrypt/llmops token=t0 namespace=team "));
        assertThat(String.join(" ", asked))
                .doesNotContain("very-secret")
                .doesNotContain(Base64.getEncoder().encodeToString("sk-very-secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void vaultRefusesAKeyThatBelongsToAnotherPlace() {
        SealedSecret sealed = now(seals().seal(PLACE, "sk-very-secret"));
        SecretPlace other = new SecretPlace(new WorkspaceId("globex"), "openai", "default");

        assertThatThrownBy(() -> now(seals().open(other, sealed))).isInstanceOf(SealBroken.class);
    }

    @Test
    void whatWasOpenedOnceOpensWhileVaultIsAway() {
        Seals seals = seals();
        SealedSecret sealed = now(seals.seal(PLACE, "sk-very-secret"));
        broken = 503;

        assertThat(now(seals.open(PLACE, sealed))).isEqualTo("sk-very-secret");
        assertThatThrownBy(() -> now(seals().open(PLACE, sealed))).isInstanceOf(KeysAway.class);
        assertThatThrownBy(() -> now(seals.seal(PLACE, "x"))).isInstanceOf(KeysAway.class);
        broken = 200;
        assertThatThrownBy(() -> now(seals.seal(PLACE, "x"))).isInstanceOf(KeysAway.class);
        broken = 0;
        assertThat(now(seals().open(PLACE, sealed))).isEqualTo("sk-very-secret");
    }

    @Test
    void anOlderVersionOfVaultsKeyOpensAndIsReplaced() {
        SealedSecret old = now(seals().seal(PLACE, "sk-very-secret"));
        version.set(2);
        Seals later = seals();

        assertThat(now(later.currentKeyId())).isEqualTo("vault:llmops/v2");
        SealedSecret anew = now(later.sealAnew(PLACE, old));
        assertThat(anew.keyId()).isEqualTo("vault:llmops/v2");
        assertThat(now(seals().open(PLACE, anew))).isEqualTo("sk-very-secret");
    }

    @Test
    void movesWhatALocalKeyProtectedToVault() {
        LocalKeys local = LocalKeys.parse("k1:" + SealsTest.key(1), "a test");
        SealedSecret old = now(new Seals(Optional.of(local), local).seal(PLACE, "sk-very-secret"));
        Seals both = new Seals(Optional.of(local), transit());

        assertThat(now(both.sealAnew(PLACE, old)).keyId()).isEqualTo("vault:llmops/v1");
        assertThatThrownBy(() -> now(seals().open(PLACE, old))).isInstanceOf(SealBroken.class);
    }

    @Test
    void aVaultThatIsNotThereIsAway() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> now(seals().seal(PLACE, "x"))).isInstanceOf(KeysAway.class);
    }

    private Seals seals() {
        return new Seals(Optional.empty(), transit());
    }

    private VaultTransit transit() {
        VaultSettings settings = new VaultSettings() {
            @Override
            public URI url() {
                return URI.create("http://127.0.0.1:" + server.actualPort());
            }

            @Override
            public String mount() {
                return "transit";
            }

            @Override
            public String key() {
                return "llmops";
            }

            @Override
            public Optional<String> token() {
                return Optional.of("t0");
            }

            @Override
            public Optional<Path> tokenFile() {
                return Optional.empty();
            }

            @Override
            public Optional<String> namespace() {
                return Optional.of("team");
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(2);
            }
        };
        return new VaultTransit(vertx, settings, () -> KeySource.token(settings));
    }

    /** The cipher text hides nothing here, but it is bound to the associated data as Vault's is. */
    private void answer(HttpServerRequest request, JsonObject body) {
        asked.add(request.path() + " token=" + request.getHeader("X-Vault-Token") + " namespace="
                + request.getHeader("X-Vault-Namespace") + " " + body.encode());
        if (broken != 0) {
            request.response().setStatusCode(broken).end("{\"errors\":[\"Vault is sealed\"]}");
        } else if (request.path().contains("/encrypt/")) {
            JsonObject inside = new JsonObject()
                    .put("plaintext", body.getString("plaintext"))
                    .put("associated_data", body.getString("associated_data"));
            String text = Base64.getEncoder().encodeToString(inside.encode().getBytes(StandardCharsets.UTF_8));
            reply(request, new JsonObject().put("ciphertext", "vault:v" + version.get() + ":" + text));
        } else {
            String text = body.getString("ciphertext").split(":")[2];
            JsonObject inside = new JsonObject(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
            if (inside.getString("associated_data").equals(body.getString("associated_data"))) {
                reply(request, new JsonObject().put("plaintext", inside.getString("plaintext")));
            } else {
                request.response().setStatusCode(400).end("{\"errors\":[\"cipher: message authentication failed\"]}");
            }
        }
    }

    private static void reply(HttpServerRequest request, JsonObject data) {
        request.response().end(new JsonObject().put("data", data).toBuffer());
    }
}
