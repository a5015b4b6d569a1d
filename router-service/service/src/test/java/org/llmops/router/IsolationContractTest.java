package org.llmops.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.snapshot.Configurations;

/** Nothing of acme is seen or changed from globex, in any resource. */
@QuarkusTest
@WithTestResource(RealServers.class)
class IsolationContractTest {
    private static final Api ALICE = Api.of(Api.ALICE);
    private static final Api GRACE = Api.of(Api.GRACE);
    private static String publicId = "";
    private static String limitId = "";

    @Inject
    Configurations configurations;

    @BeforeEach
    void acmeHasOneOfEach() {
        if (!publicId.isEmpty()) {
            return;
        }
        publicId = ALICE.post("/keys", "{\"app\": \"acme-only\"}").jsonPath().getString("public_id");
        limitId = ALICE.post("/limits", """
                {"scope": {"kind": "app", "value": "acme-only"}, "unit": "requests", "amount": 5, "window": "1m"}
                """).jsonPath().getString("id");
        ALICE.registerProvider("acme-only");
        ALICE.post("/routes/acme-only/versions", Api.route("acme-only", "small"))
                .then()
                .statusCode(201);
    }

    @Test
    void globexSeesNothingOfIt() {
        for (String list : List.of("/keys", "/limits", "/providers", "/routes")) {
            assertThat(GRACE.get(list + "?limit=200").asString()).doesNotContain("acme-only", publicId, limitId);
        }
        for (String path : List.of(
                "/keys/" + publicId,
                "/limits/" + limitId,
                "/providers/acme-only",
                "/routes/acme-only",
                "/routes/acme-only/current",
                "/routes/acme-only/versions",
                "/routes/acme-only/versions/1")) {
            assertThat(GRACE.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(ALICE.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void globexChangesNothingOfIt() {
        String before = everything();

        assertThat(GRACE.delete("/keys/" + publicId).statusCode()).isEqualTo(404);
        assertThat(GRACE.put("/keys/" + publicId, "{}").statusCode()).isEqualTo(404);
        assertThat(GRACE.post("/keys/" + publicId + "/rotate", "{\"overlap_seconds\": 0}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(GRACE.delete("/limits/" + limitId).statusCode()).isEqualTo(404);
        assertThat(GRACE.put("/limits/" + limitId, """
                        {"scope": {"kind": "workspace"}, "unit": "requests", "amount": 1, "window": "1s"}
                        """).statusCode()).isEqualTo(404);
        assertThat(GRACE.delete("/providers/acme-only").statusCode()).isEqualTo(404);
        assertThat(GRACE.put("/providers/acme-only", Api.provider("acme-only")).statusCode())
                .isEqualTo(404);
        assertThat(GRACE.put("/routes/acme-only/current", "{\"version\": 1}").statusCode())
                .isEqualTo(404);
        assertThat(GRACE.delete("/routes/acme-only").statusCode()).isEqualTo(404);
        assertThat(GRACE.post("/routes/mine/versions", Api.route("acme-only", "small"))
                        .statusCode())
                .isEqualTo(422);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theSameNamesMeanDifferentThings() {
        GRACE.post("/providers", """
                {"name": "shared", "dialect": "openai", "base_url": "https://globex.example.com", "models": [{"id": "g"}]}
                """).then().statusCode(201);
        ALICE.registerProvider("shared");

        assertThat(GRACE.get("/providers/shared").jsonPath().getString("base_url"))
                .isEqualTo("https://globex.example.com");
        assertThat(ALICE.get("/providers/shared").jsonPath().getString("base_url"))
                .isEqualTo("http://127.0.0.1:8090/v1");
    }

    @Test
    void nobodyNamesAWorkspaceThatIsNotTheirs() {
        assertThat(GRACE.request()
                        .header("X-Workspace", "acme")
                        .get("/admin/v1/providers/acme-only")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void callsOfGlobexAreNotServedFromIt() {
        assertThat(configurations.of(new WorkspaceId("acme")).route("acme-only"))
                .isPresent();
        assertThat(configurations.of(new WorkspaceId("globex")).route("acme-only"))
                .isEmpty();
        assertThat(configurations.of(new WorkspaceId("globex")).provider("acme-only"))
                .isEmpty();
    }

    private static String everything() {
        return ALICE.get("/keys/" + publicId).asString()
                + ALICE.get("/limits/" + limitId).asString()
                + ALICE.get("/providers/acme-only").asString()
                + ALICE.get("/routes/acme-only").asString();
    }
}
