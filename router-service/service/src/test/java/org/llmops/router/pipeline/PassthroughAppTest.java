package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Endpoints that pass as they are. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class PassthroughAppTest {
    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Test
    void moderationsPassWithOnlyTheModelsNameChanged() {
        Response response = asAcme()
                .contentType("application/json")
                .body("{ \"input\" : [\"a\", \"b\"],\"model\":\"fake/e\", \"x\":1.0}")
                .post("/v1/moderations");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.path("results[0].flagged").toString()).isEqualTo("false");
        assertThat(provider.lastRequest())
                .isEqualTo("{ \"input\" : [\"a\", \"b\"],\"model\":\"e\", \"x\":1.0}");
        CallRecord record = record(response);
        assertThat(record.getOperation()).isEqualTo("moderations");
        assertThat(record.getSurface()).isEqualTo("openai.moderations");
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
    }

    @Test
    void imagesAreCountedAndTheirTokensToo() {
        Response response = asAcme()
                .contentType("application/json")
                .body("{\"prompt\":\"A lamp\",\"model\":\"fake/e\",\"n\":2}")
                .post("/v1/images/generations");

        assertThat(response.statusCode()).isEqualTo(200);
        CallRecord record = record(response);
        assertThat(record.getUsage().getInputTokens()).isEqualTo(9);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getDetailsMap()).containsEntry("images", 2L);
    }

    @Test
    void soundComesAsItIsAndIsRecordedByItsLength() {
        Response response = asAcme()
                .contentType("application/json")
                .body("{\"input\":\"Hello\",\"model\":\"fake/e\",\"voice\":\"alloy\"}")
                .post("/v1/audio/speech");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("audio/mpeg");
        assertThat(response.asByteArray()).isEqualTo(FakePassthrough.SOUND);
        CallRecord record = record(response);
        assertThat(record.getResponse().getJson()).isEmpty();
        assertThat(record.getResponse().getBytes()).isEqualTo(FakePassthrough.SOUND.length);
        assertThat(record.hasUsage()).isFalse();
    }

    @Test
    void aFormKeepsItsFileAndGetsTheProvidersNameOfTheModel() {
        Response response = asAcme()
                .multiPart("model", "fake/e")
                .multiPart("file", "a.wav", "RIFF\r\n--not the boundary".getBytes(StandardCharsets.US_ASCII))
                .post("/v1/audio/transcriptions");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<String>path("text")).isEqualTo("Good morning");
        assertThat(provider.lastRequest()).contains("RIFF\r\n--not the boundary").contains("\r\n\r\ne\r\n");
        CallRecord record = record(response);
        assertThat(record.getRequest().getJson()).isEmpty();
        assertThat(record.getRequest().getBytes()).isPositive();
        assertThat(record.getUsage().getDetailsMap()).containsEntry("audio_seconds", 3L);
    }

    @Test
    void rerankingCountsItsSearches() {
        Response response = asAcme()
                .contentType("application/json")
                .body("{\"query\":\"q\",\"documents\":[\"d\"],\"model\":\"fake/e\"}")
                .post("/v1/rerank");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(record(response).getUsage().getDetailsMap()).containsEntry("search_units", 1L);
    }

    @Test
    void filesAndBatchesGoToOneProvider() {
        Response list = asAcme().get("/v1/files?purpose=batch&limit=2");
        Response named = asAcme().header("x-llmops-provider", "fake").delete("/v1/files/f-1");
        Response cancelled = asAcme().post("/v1/batches/b-1/cancel");
        Response unknown = asAcme().header("x-llmops-provider", "who").get("/v1/files");
        Response missing = asAcme().get("/v1/files/none");

        assertThat(list.<String>path("query")).isEqualTo("purpose=batch&limit=2");
        assertThat(named.<String>path("method")).isEqualTo("DELETE");
        assertThat(cancelled.<String>path("path")).isEqualTo("/v1/batches/b-1/cancel");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.<String>path("error.param")).isEqualTo("x-llmops-provider");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.<String>path("error.message")).isEqualTo("No such File object: none");
        assertThat(record(list).getOperation()).isEqualTo("files");
    }

    @Test
    void saysWhatIsMissing() {
        Response noInput = asAcme().contentType("application/json").body("{\"model\":\"fake/e\"}").post("/v1/audio/speech");
        Response noModel = asAcme().contentType("application/json").body("{\"input\":\"x\"}").post("/v1/audio/speech");
        Response noForm = asAcme().contentType("text/plain").body("x").post("/v1/audio/transcriptions");
        Response noKey = RestAssured.given().contentType("application/json").body("{}").post("/v1/moderations");

        assertThat(noInput.statusCode()).isEqualTo(400);
        assertThat(noInput.<String>path("error.param")).isEqualTo("input");
        assertThat(noModel.<String>path("error.param")).isEqualTo("model");
        assertThat(noForm.statusCode()).isEqualTo(400);
        assertThat(noForm.<String>path("error.message")).contains("multipart/form-data");
        assertThat(noKey.statusCode()).isEqualTo(401);
    }

    private RequestSpecification asAcme() {
        return RestAssured.given().auth().oauth2(scenarios.acme().key());
    }

    private CallRecord record(Response response) {
        return scenarios.record(response.header("x-llmops-call-id"));
    }
}
