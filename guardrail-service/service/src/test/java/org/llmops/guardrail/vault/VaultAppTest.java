package org.llmops.guardrail.vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.arc.All;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

@QuarkusTest
@WithTestResource(RealServers.class)
class VaultAppTest {
    @Inject
    VaultType vault;

    @Inject
    Purging purging;

    @Inject
    SealedKeys keys;

    @Inject
    StoredKeys stored;

    @Inject
    Transactions transactions;

    @Inject
    @All
    List<UnderKeys> uses;

    @Inject
    DataSource database;

    private final String conversation = "conversation-" + UUID.randomUUID();
    private final String value = UUID.randomUUID() + "@corp.com";

    @AfterEach
    void nobodyIsAllowedAnything() {
        as("alice").delete("/v1/vault/reveal-policies/test");
        as("grace").delete("/v1/vault/reveal-policies/test");
    }

    @Test
    void aValueIsGivenBackToWhomThePolicyNames() throws SQLException {
        String pseudonym = vaulted("acme", value);
        allow("alice", "editor", "crm");

        Response revealed = reveal("arthur", "crm", pseudonym);
        revealed.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("values", hasSize(1))
                .body("values[0].value", is(value))
                .body("values[0].entity", is("EMAIL_ADDRESS"));

        as("alice")
                .get("/v1/vault/reveals?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].pseudonym", is(pseudonym))
                .body("items[0].actor", is("arthur"))
                .body("items[0].purpose", is("a test"))
                .body("items[0].granted", is(true));
        assertThat(one("select count(*) from audit_log where action = 'vault.reveal' and actor = 'arthur'"
                        + " and resource = 'vault/" + pseudonym + " to crm'"))
                .isEqualTo("1");
        assertThat(one("select row(v.*)::text from vault_value v where pseudonym = '" + pseudonym + "'"))
                .doesNotContain(value)
                .doesNotContain(conversation);
    }

    @Test
    void anAnswerToARepeatedRequestIsNotKept() throws SQLException {
        String pseudonym = vaulted("acme", value);
        allow("alice", "editor", "crm");
        String key = UUID.randomUUID().toString();

        as("arthur")
                .header("Idempotency-Key", key)
                .body(request("crm", pseudonym))
                .post("/v1/vault/reveal")
                .then()
                .statusCode(200);

        assertThat(one("select coalesce(body, 'nothing') from idempotency_key where key = '" + key + "'"))
                .isEqualTo("nothing");
    }

    @Test
    void everybodyElseIsRefusedAndThatIsRecorded() {
        String pseudonym = vaulted("acme", value);
        allow("alice", "editor", "crm");

        refused(reveal("ava", "crm", pseudonym));
        refused(reveal("arthur", "answer", pseudonym));
        refused(reveal("arthur", "crm", pseudonym, "<IBAN_4K7Q2XW9MD4TR>"));
        as("alice")
                .get("/v1/vault/reveals?limit=4")
                .then()
                .body("items.granted", contains(false, false, false, false))
                .body("items.actor", hasItems("ava", "arthur"));
        as("arthur").get("/v1/vault/reveals").then().statusCode(403);
    }

    @Test
    void withoutAPolicyNotEvenAnAdministratorGetsAnything() {
        refused(reveal("alice", "crm", vaulted("acme", value)));
    }

    @Test
    void whatIsNotThereIsUnknownToWhoMayHaveIt() {
        allow("alice", "editor", "crm");

        reveal("arthur", "crm", "<EMAIL_ADDRESS_4K7Q2XW9MD4TR>")
                .then()
                .statusCode(404)
                .body("type", is("urn:llmops:problem:PSEUDONYM_UNKNOWN"));
        reveal("arthur", "crm", "me@corp.com").then().statusCode(400).body("errors[0].field", is("pseudonyms[0]"));
        reveal("arthur", "No sink", "<EMAIL_ADDRESS_4K7Q2XW9MD4TR>")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("sink"));
    }

    @Test
    void nothingCrossesWorkspaces() {
        String pseudonym = vaulted("acme", value);
        allow("grace", "admin", "crm");

        reveal("grace", "crm", pseudonym)
                .then()
                .statusCode(404)
                .body("type", is("urn:llmops:problem:PSEUDONYM_UNKNOWN"));
        assertThat(vaulted("globex", value)).isNotEqualTo(pseudonym);
        as("alice").get("/v1/vault/reveal-policies/test").then().statusCode(404);
    }

    @Test
    void manyAtOnceGiveAValueOnePseudonym() throws Exception {
        List<String> pseudonyms;
        try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
            List<Callable<String>> calls = IntStream.range(0, 24)
                    .<Callable<String>>mapToObj(i -> () -> vaulted("acme", value, "other" + i % 3 + value))
                    .toList();
            pseudonyms =
                    clients.invokeAll(calls).stream().map(Future::resultNow).toList();
        }

        assertThat(pseudonyms).containsOnly(pseudonyms.getFirst());
        assertThat(one("select count(*) from vault_value where pseudonym = '" + pseudonyms.getFirst() + "'"))
                .isEqualTo("1");
    }

    @Test
    void whatHasExpiredIsNotShownAndThenDeleted() throws SQLException {
        List<String> pseudonyms =
                IntStream.range(0, 5).mapToObj(i -> vaulted("acme", i + value)).toList();
        allow("alice", "editor", "crm");
        change("update vault_value set expires_at = now() - interval '1 second' where pseudonym = any('{"
                + String.join(",", pseudonyms) + "}')");

        reveal("arthur", "crm", pseudonyms.getFirst()).then().statusCode(404);
        assertThat(now(purging.purge())).isGreaterThanOrEqualTo(5);
        assertThat(one("select count(*) from vault_value where pseudonym = any('{" + String.join(",", pseudonyms)
                        + "}')"))
                .isEqualTo("0");
    }

    @Test
    void aValueThatIsMetAgainLivesOn() throws SQLException {
        String pseudonym = vaulted("acme", value);
        change("update vault_value set expires_at = now() + interval '1 second' where pseudonym = '" + pseudonym + "'");

        vaulted("acme", value);

        assertThat(one("select expires_at > now() + interval '50 minutes' from vault_value where pseudonym = '"
                        + pseudonym + "'"))
                .isEqualTo("t");
    }

    @Test
    void whatIsToBeForgottenIs() {
        allow("alice", "editor", "crm");
        String one = vaulted("acme", value);
        String other = vaulted("acme", "other" + value);

        forget(
                        "alice",
                        new JsonObject()
                                .put(
                                        "value",
                                        new JsonObject()
                                                .put("entity", "EMAIL_ADDRESS")
                                                .put("text", value)))
                .then()
                .statusCode(200)
                .body("forgotten", is(1));
        reveal("arthur", "crm", one).then().statusCode(404);
        reveal("arthur", "crm", other).then().statusCode(200);
        forget("alice", new JsonObject().put("conversation", conversation))
                .then()
                .body("forgotten", is(1));
        reveal("arthur", "crm", other).then().statusCode(404);
        forget("alice", new JsonObject()).then().statusCode(400);
        forget("arthur", new JsonObject().put("conversation", conversation))
                .then()
                .statusCode(403);
    }

    @Test
    void aNewKeyHoldsForWhatComesAndWhatWasSealedBeforeStillOpens() throws SQLException {
        allow("alice", "editor", "crm");
        String before = vaulted("acme", value);
        int generation = as("alice")
                .get("/v1/vault/keys")
                .then()
                .statusCode(200)
                .extract()
                .path("[0].generation");

        as("alice")
                .post("/v1/vault/keys")
                .then()
                .statusCode(201)
                .body("[0].generation", is(generation + 1))
                .body("in_use", hasItems(true, false));
        String after = vaulted("acme", value);

        assertThat(after).isNotEqualTo(before);
        reveal("arthur", "crm", before, after).then().statusCode(200).body("values.value", contains(value, value));
        assertThat(one("select count(*) from audit_log where action = 'vault.key.renew' and actor = 'alice'"
                        + " and resource = 'vault/keys/" + (generation + 1) + "'"))
                .isEqualTo("1");
        forget(
                        "alice",
                        new JsonObject()
                                .put(
                                        "value",
                                        new JsonObject()
                                                .put("entity", "EMAIL_ADDRESS")
                                                .put("text", value)))
                .then()
                .body("forgotten", is(2));
        as("arthur").post("/v1/vault/keys").then().statusCode(403);
    }

    @Test
    void whoeverRenewsAKeyAtOnceWhatFollowsIsUsable() throws Exception {
        vaulted("globex", value);
        int generation = as("grace").get("/v1/vault/keys").then().extract().path("[0].generation");

        try (ExecutorService clients = Executors.newFixedThreadPool(6)) {
            clients.invokeAll(IntStream.range(0, 6)
                    .<Callable<Response>>mapToObj(i -> () -> as("grace").post("/v1/vault/keys"))
                    .toList());
        }

        int last = as("grace").get("/v1/vault/keys").then().extract().path("[0].generation");
        assertThat(last).isBetween(generation + 1, generation + 6);
        String pseudonym = vaulted("globex", value);
        allow("grace", "admin", "crm");
        reveal("grace", "crm", pseudonym).then().statusCode(200);
    }

    @Test
    void aKeyThatWasReplacedGoesWithTheLastValueItOpens() {
        WorkspaceId full = new WorkspaceId("full-" + UUID.randomUUID());
        WorkspaceId empty = new WorkspaceId("empty-" + UUID.randomUUID());
        vaulted(full.value(), value);
        now(keys.of(empty));
        for (WorkspaceId workspace : List.of(full, empty)) {
            now(keys.renew(admin(workspace)));
        }

        now(former(Duration.ofMinutes(5)).retire());
        assertThat(generations(empty)).containsExactly(2, 1);
        now(former(Duration.ofMinutes(31)).retire());

        assertThat(generations(full)).containsExactly(2, 1);
        assertThat(generations(empty)).containsExactly(2);
        assertThat(now(keys.all(empty))).hasSize(1);
    }

    private FormerKeys former(Duration later) {
        return new FormerKeys(transactions, stored, uses, Clock.offset(Clock.systemUTC(), later));
    }

    private static Caller admin(WorkspaceId workspace) {
        return new Caller(workspace, "somebody", Caller.Kind.USER, null, Set.of(Roles.ADMIN));
    }

    private List<Integer> generations(WorkspaceId workspace) {
        return now(keys.bodies(workspace)).stream()
                .map(VaultKeyBody::generation)
                .toList();
    }

    @Test
    void theAnswerShowsValuesAgainWhereAPolicyLetsTheAppSeeThem() {
        assertThat(restorable("shop")).isFalse();
        put(
                        "alice",
                        new JsonObject()
                                .put("apps", JsonArray.of("shop"))
                                .put("entities", JsonArray.of("EMAIL_ADDRESS"))
                                .put("sinks", JsonArray.of("answer")))
                .then()
                .statusCode(200);

        assertThat(restorable("shop")).isTrue();
        assertThat(restorable("desk")).isFalse();
        put(
                "alice",
                new JsonObject()
                        .put("apps", JsonArray.of("shop"))
                        .put("entities", JsonArray.of("IBAN"))
                        .put("sinks", JsonArray.of("answer")));
        assertThat(restorable("shop")).isFalse();
    }

    @Test
    void aVaultThatDoesNotAnswerLetsNothingThrough() throws SQLException {
        Operator call = open("acme", "shop");
        call.replace(original(value));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table vault_value in access exclusive mode");

            assertThatThrownBy(() -> now(call.settle()))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.type()).isEqualTo(GuardrailProblem.VAULT_UNAVAILABLE));
            connection.rollback();
        }
    }

    @Test
    void policiesAreDocuments() {
        allow("alice", "editor", "crm");

        as("ava")
                .get("/v1/vault/reveal-policies/test")
                .then()
                .statusCode(200)
                .body("roles", contains("editor"))
                .body("sinks", contains("crm"))
                .body("changed_by", is("alice"));
        as("ava").get("/v1/vault/reveal-policies?limit=200").then().body("items.name", hasItems("test"));
        as("arthur").delete("/v1/vault/reveal-policies/test").then().statusCode(403);
        as("alice").delete("/v1/vault/reveal-policies/test").then().statusCode(204);
        as("alice")
                .get("/v1/vault/reveal-policies/test")
                .then()
                .statusCode(404)
                .body("type", is("urn:llmops:problem:REVEAL_POLICY_UNKNOWN"));
        put("alice", new JsonObject().put("entities", JsonArray.of("*")).put("sinks", JsonArray.of("*")))
                .then()
                .statusCode(422)
                .body("type", is("urn:llmops:problem:REVEAL_POLICY_INVALID"))
                .body("errors[0].field", is("roles"));
    }

    private String vaulted(String workspace, String... values) {
        Operator call = open(workspace, "shop");
        List<String> pseudonyms = List.of(values).stream()
                .map(each -> ((Substitute.Written) call.replace(original(each))).text())
                .toList();
        now(call.settle());
        return pseudonyms.getFirst();
    }

    private boolean restorable(String app) {
        return ((Substitute.Written) open("acme", app).replace(original(value))).restorable();
    }

    private Operator open(String workspace, String app) {
        Scene scene = new Scene(
                new WorkspaceId(workspace),
                false,
                Source.USER,
                List.of(),
                Map.of("conversation", conversation, "app", app));
        Parameters parameters =
                new Parameters(JsonNodeFactory.instance.objectNode().put("ttl_hours", 1), "action_parameters");
        return now(vault.compile(parameters).open(scene));
    }

    private static Original original(String text) {
        return new Original(
                "EMAIL_ADDRESS", text, new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of()));
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }

    private static void allow(String user, String role, String sink) {
        put(
                        user,
                        new JsonObject()
                                .put("roles", JsonArray.of(role))
                                .put("entities", JsonArray.of("EMAIL_ADDRESS"))
                                .put("sinks", JsonArray.of(sink)))
                .then()
                .statusCode(200);
    }

    private static Response put(String user, JsonObject policy) {
        return as(user).body(policy.encode()).put("/v1/vault/reveal-policies/test");
    }

    private static Response forget(String user, JsonObject request) {
        return as(user).body(request.encode()).post("/v1/vault/forget");
    }

    private static Response reveal(String user, String sink, String... pseudonyms) {
        return as(user).body(request(sink, pseudonyms)).post("/v1/vault/reveal");
    }

    private static String request(String sink, String... pseudonyms) {
        return new JsonObject()
                .put("pseudonyms", JsonArray.of((Object[]) pseudonyms))
                .put("sink", sink)
                .put("purpose", "a test")
                .encode();
    }

    private static void refused(Response response) {
        response.then().statusCode(403).body("type", is("urn:llmops:problem:REVEAL_REFUSED"));
    }

    private static RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }

    private void change(String sql) throws SQLException {
        inAcme(statement -> statement.executeUpdate(sql));
    }

    private String one(String sql) throws SQLException {
        return inAcme(statement -> {
            try (ResultSet row = statement.executeQuery(sql)) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        });
    }

    private <T> T inAcme(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('llmops.workspace', 'acme', false)");
            T done = work.with(statement);
            statement.execute("reset llmops.workspace");
            return done;
        }
    }

    /** Something to do in the workspace acme. */
    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }
}
