package org.llmops.router.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.snapshot.Configurations;

/** Several credentials for a provider, over REST and in the database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class CredentialsAppTest {
    private static final Api ALICE = Api.of(Api.ALICE);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Inject
    Transactions transactions;

    @Inject
    Configurations configurations;

    @Inject
    ProviderCredentials credentials;

    @ConfigProperty(name = "llmops.providers.credential-key-file")
    Path keyFile;

    @Test
    void aCredentialGoesInAndOnlyItsFingerprintComesOut() {
        ALICE.registerProvider("several");

        Response added = add("several", "second", "sk-second-secret", 3);

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.header("Location")).endsWith("/admin/v1/providers/several/credentials/second");
        Map<String, Object> view = added.jsonPath().getMap("");
        assertThat(view)
                .containsOnlyKeys("id", "state", "weight", "fingerprint", "key_id", "created_at", "created_by")
                .containsEntry("id", "second")
                .containsEntry("state", "active")
                .containsEntry("weight", 3)
                .containsEntry("fingerprint", sha256Prefix("sk-second-secret"))
                .containsEntry("created_by", "alice");
        assertThat(ALICE.get("/providers/several/credentials").jsonPath().getList("id"))
                .containsExactly("default", "second");
        assertThat(secrets("several")).isEqualTo(Map.of("default", "sk-several-secret", "second", "sk-second-secret"));
    }

    @Test
    void namesAreUsedOnceAndMistakesAreNamed() {
        ALICE.registerProvider("strict");
        add("strict", "second", "sk-2", 1);

        assertThat(add("strict", "second", "sk-3", 1).jsonPath().getString("type"))
                .isEqualTo("urn:llmops:problem:CREDENTIAL_EXISTS");
        assertThat(add("strict", "default", "sk-3", 1).statusCode()).isEqualTo(409);
        assertThat(add("unheard-of", "x", "sk-3", 1).statusCode()).isEqualTo(404);
        assertThat(add("strict", "No Name", "sk-3", 1).statusCode()).isEqualTo(400);
        assertThat(add("strict", "third", "  ", 1).statusCode()).isEqualTo(400);
        assertThat(add("strict", "third", "sk-3", 0).statusCode()).isEqualTo(400);
        assertThat(ALICE.delete("/providers/strict/credentials/third").statusCode())
                .isEqualTo(404);
        assertThat(ALICE.post("/providers/strict/credentials/third/enable", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCredentialThatIsTakenAwayIsNotUsedAnyMore() {
        ALICE.registerProvider("fewer");
        add("fewer", "second", "sk-second", 1);

        assertThat(ALICE.delete("/providers/fewer/credentials/default").statusCode())
                .isEqualTo(204);
        assertThat(secrets("fewer")).isEqualTo(Map.of("second", "sk-second"));
        assertThat(ALICE.get("/providers/fewer").jsonPath().getBoolean("has_credential"))
                .isTrue();
    }

    @Test
    void onlyAdministratorsOfTheWorkspaceTouchCredentials() {
        ALICE.registerProvider("guarded");

        for (Api other : List.of(Api.of(Api.ARTHUR), Api.of(Api.AVA))) {
            assertThat(other.post("/providers/guarded/credentials", "{\"id\":\"x\",\"secret\":\"y\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(other.delete("/providers/guarded/credentials/default").statusCode())
                    .isEqualTo(403);
            assertThat(other.post("/credential-keys/rewrap", "").statusCode()).isEqualTo(403);
        }
        Api grace = Api.of(Api.GRACE);
        assertThat(grace.get("/providers/guarded/credentials").statusCode()).isEqualTo(404);
        assertThat(grace.delete("/providers/guarded/credentials/default").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aProviderWithFurtherCredentialsDoesNotMoveToAnotherServer() {
        ALICE.registerProvider("settled");
        add("settled", "second", "sk-second", 1);
        String moved = Api.provider("settled").replace("127.0.0.1:8090", "localhost:9999");

        Response refused = ALICE.put("/providers/settled", moved);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("errors[0].field")).isEqualTo("base_url");

        ALICE.delete("/providers/settled/credentials/second");
        assertThat(ALICE.put("/providers/settled", moved).statusCode()).isEqualTo(200);
    }

    @Test
    void isRetiredOnceAndOnlyWhileItIsTheSameSecret() {
        ALICE.registerProvider("replaced");

        credentials.retire(ACME, "replaced", "default", 7, 401).await().atMost(Duration.ofSeconds(10));
        assertThat(states("replaced")).containsExactly("active");
        credentials.retire(ACME, "replaced", "default", 0, 402).await().atMost(Duration.ofSeconds(10));
        credentials.retire(ACME, "replaced", "default", 0, 402).await().atMost(Duration.ofSeconds(10));
        assertThat(states("replaced")).containsExactly("retired");
        assertThat(audited("replaced")).containsExactly("router-service provider.credential.retire");

        ALICE.put("/providers/replaced", Api.provider("replaced").replace("sk-replaced-secret", "sk-new"));
        assertThat(states("replaced")).containsExactly("active");
        credentials.retire(ACME, "replaced", "default", 0, 401).await().atMost(Duration.ofSeconds(10));
        assertThat(states("replaced")).containsExactly("active");
    }

    @Test
    void whatWasLockedBeforeIsReadAndSealedAnew() throws Exception {
        ALICE.registerProvider("aged");
        store("aged", lockedFormerly("acme/aged", "sk-aged-secret"));
        add("aged", "second", "sk-second", 1);
        assertThat(secrets("aged")).isEqualTo(Map.of("default", "sk-aged-secret", "second", "sk-second"));
        assertThat(add("aged", "default", "sk-3", 1).statusCode()).isEqualTo(409);

        Response report = ALICE.post("/credential-keys/rewrap", "");

        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.jsonPath().getInt("rewrapped")).isPositive();
        assertThat(report.jsonPath().getInt("unopened")).isZero();
        assertThat(ALICE.get("/providers/aged/credentials").jsonPath().getList("key_id"))
                .hasSize(2)
                .containsOnly(report.jsonPath().getString("key_id"));
        assertThat(secrets("aged")).isEqualTo(Map.of("default", "sk-aged-secret", "second", "sk-second"));
        assertThat(ALICE.post("/credential-keys/rewrap", "").jsonPath().getInt("rewrapped"))
                .isZero();
    }

    private static Response add(String provider, String id, String secret, int weight) {
        return ALICE.post(
                "/providers/" + provider + "/credentials",
                "{\"id\":\"%s\",\"secret\":\"%s\",\"weight\":%d}".formatted(id, secret, weight));
    }

    private static List<String> states(String provider) {
        return ALICE.get("/providers/" + provider + "/credentials").jsonPath().getList("state");
    }

    private Map<String, String> secrets(String provider) {
        return configurations.of(ACME).provider(provider).orElseThrow().credentials().stream()
                .collect(Collectors.toMap(
                        ProviderCredential::id, each -> each.secret().reveal()));
    }

    private List<String> audited(String provider) {
        return transactions
                .read(
                        ACME,
                        session -> session.createNativeQuery(
                                        "select actor || ' ' || action from audit_log where workspace = 'acme' and resource = :resource order by at",
                                        String.class)
                                .setParameter("resource", "providers/" + provider + "/credentials/default")
                                .getResultList())
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void store(String provider, byte[] former) {
        transactions
                .write(
                        ACME,
                        session -> session.createNativeQuery(
                                        "update provider set credential = :former, credentials = '[]' where workspace = 'acme' and name = :name")
                                .setParameter("former", former)
                                .setParameter("name", provider)
                                .executeUpdate())
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    /** The former layout, written down independently. */
    private byte[] lockedFormerly(String place, String secret) throws Exception {
        byte[] key = Base64.getDecoder().decode(Files.readString(keyFile).strip());
        byte[] nonce = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(place.getBytes(UTF_8));
        byte[] sealed = cipher.doFinal(secret.getBytes(UTF_8));
        return ByteBuffer.allocate(17 + sealed.length)
                .put((byte) 1)
                .put(MessageDigest.getInstance("SHA-256").digest(key), 0, 4)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private static String sha256Prefix(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
