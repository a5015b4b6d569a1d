package org.llmops.platform.sample;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

@QuarkusTest
@WithTestResource(RealServers.class)
class PlatformAppTest {
    @Test
    void aRequestWithoutATokenIsAProblem() {
        assertProblem(given().get("/v1/notes").then(), 401, "UNAUTHENTICATED").header("WWW-Authenticate", "Bearer");
        assertProblem(
                given().auth()
                        .oauth2("eyJhbGciOiJub25lIn0.e30.")
                        .get("/v1/notes")
                        .then(),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void aMissingRoleIsAProblem() {
        assertProblem(as("ava").body(note()).post("/v1/notes").then(), 403, "ROLE_MISSING");
    }

    @Test
    void anUnknownPathAndMethodAreProblems() {
        assertProblem(as("alice").get("/v1/nothing").then(), 404, "PATH_UNKNOWN");
        assertProblem(as("alice").delete("/v1/notes").then(), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void aProblemOfTheServiceKeepsItsName() {
        assertProblem(as("ava").get("/v1/notes/unknown").then(), 404, "NOTE_UNKNOWN")
                .body("title", is("Note does not exist"))
                .body("detail", is("No note has this name"))
                .body("errors", nullValue());
    }

    @Test
    void badFieldsAreNamedAsTheCallerWroteThem() {
        assertProblem(post("{\"name\": \"\", \"long_text\": null}"), 400, "FIELD_INVALID")
                .body("errors.field", contains("long_text", "name"))
                .body("errors.detail", contains("Must be given", "Must have 1 to 20 characters or entries"));
        assertProblem(post("{\"name\": \"a\", \"long_texd\": \"b\"}"), 400, "FIELD_INVALID")
                .body("errors[0].field", is("long_texd"))
                .body("errors[0].detail", containsString("long_text"));
        assertProblem(post("{\"name\": {}, \"long_text\": \"b\"}"), 400, "FIELD_INVALID")
                .body("errors[0].field", is("name"))
                .body("errors[0].detail", is("Give a text"));
        for (String stars : List.of("1.5", "2.0", "\"many\"")) {
            assertProblem(
                            post("{\"name\": \"a\", \"long_text\": \"b\", \"stars\": " + stars + "}"),
                            400,
                            "FIELD_INVALID")
                    .body("errors[0].field", is("stars"))
                    .body("errors[0].detail", is("Give a whole number"));
        }
        for (String cutOff : List.of("{\"name\": ", "{\"name\": \"a\", \"stars\": 1", "{\"name\": \"\\u00")) {
            assertProblem(post(cutOff), 400, "BODY_MALFORMED").body("detail", containsString("line 1"));
        }
        assertProblem(
                as("alice")
                        .contentType(ContentType.TEXT)
                        .body("hello")
                        .post("/v1/notes")
                        .then(),
                415,
                "MEDIA_TYPE_UNSUPPORTED");
    }

    @Test
    void aCallerOfSeveralWorkspacesNamesOne() {
        assertProblem(as("olga").get("/v1/notes").then(), 400, "WORKSPACE_REQUIRED")
                .body("detail", containsString("acme, globex"));
        as("olga").header("X-Workspace", "globex").get("/v1/notes").then().statusCode(200);
        assertProblem(
                as("alice").header("X-Workspace", "globex").get("/v1/notes").then(), 403, "WORKSPACE_FORBIDDEN");
    }

    @Test
    void theDatabaseKeepsWorkspacesApartEvenWhenAQueryForgets() {
        String name = uniqueName();
        as("alice").body(note(name)).post("/v1/notes").then().statusCode(201);

        as("ava").get("/v1/notes").then().statusCode(200).body("$", hasItem(name));
        as("grace").get("/v1/notes").then().statusCode(200).body("$", not(hasItem(name)));
    }

    @Test
    void aMutationWithAnIdempotencyKeyHappensOnce() {
        String name = uniqueName();
        String key = UUID.randomUUID().toString();

        for (int time = 0; time < 3; time++) {
            as("alice")
                    .header("Idempotency-Key", key)
                    .body(note(name))
                    .post("/v1/notes")
                    .then()
                    .statusCode(201)
                    .body("name", is(name))
                    .header("Idempotency-Replayed", time == 0 ? nullValue() : is("true"));
        }
        assertProblem(
                as("alice")
                        .header("Idempotency-Key", key)
                        .body(note())
                        .post("/v1/notes")
                        .then(),
                422,
                "IDEMPOTENCY_KEY_REUSED");
        as("grace")
                .header("Idempotency-Key", key)
                .body(note(name))
                .post("/v1/notes")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void anAnswerThatIsShownOnceIsNotKept() {
        String key = UUID.randomUUID().toString();
        String body = note();

        RequestSpecification first = as("alice").header("Idempotency-Key", key).body(body);
        first.post("/v1/notes/secret").then().statusCode(201);

        assertProblem(
                as("alice")
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post("/v1/notes/secret")
                        .then(),
                409,
                "IDEMPOTENCY_KEY_BUSY");
    }

    @Test
    void aBugIsAProblemWithoutItsDetailAndLeavesNothingBehind() {
        String name = uniqueName();

        assertProblem(as("alice").body(note(name)).put("/v1/notes/broken").then(), 500, "INTERNAL")
                .body("detail", not(containsString("secret")));

        as("alice").get("/v1/notes").then().body("$", not(hasItem(name)));
    }

    static RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }

    static String note() {
        return note(uniqueName());
    }

    static String note(String name) {
        return note(name, "text of " + name);
    }

    static String note(String name, String text) {
        return "{\"name\": \"%s\", \"long_text\": \"%s\"}".formatted(name, text);
    }

    static String uniqueName() {
        return "n" + Long.toString(System.nanoTime(), 36);
    }

    private static ValidatableResponse post(String body) {
        return as("alice").body(body).post("/v1/notes").then();
    }

    private static ValidatableResponse assertProblem(ValidatableResponse response, int status, String name) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("urn:llmops:problem:" + name))
                .body("status", is(status));
    }
}
