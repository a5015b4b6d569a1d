package org.llmops.simulator.openai.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;

@QuarkusTest
class MediaContractTest {

    @TestHTTPResource
    URI root;

    @Test
    void a_picture_can_be_looked_at_and_is_paid_for_in_tokens() throws Exception {
        JsonObject images = Api.openAi(root)
                .post("/v1/images/generations", "{\"model\": \"sim-image\", \"prompt\": \"A cat\", \"n\": 2}")
                .json();
        assertThat(images.getJsonArray("data")).hasSize(2);
        byte[] png = Base64.getDecoder()
                .decode(images.getJsonArray("data").getJsonObject(0).getString("b64_json"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1);
        assertThat(images.getJsonObject("usage")).isEqualTo(new JsonObject("""
                {"input_tokens": 2, "input_tokens_details": {"text_tokens": 2, "image_tokens": 0},
                 "output_tokens": 2112, "total_tokens": 2114}"""));
    }

    @Test
    void speech_is_audio_of_the_length_of_its_text() throws Exception {
        byte[] wav = Api.openAi(root).bytes("/v1/audio/speech", """
                {"model": "sim-voice", "voice": "alloy", "input": "one two three four", "response_format": "wav"}""");
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(audio.getFrameLength() / audio.getFormat().getFrameRate())
                    .isEqualTo(0.2F);
        }
        Answer mp3 = Api.openAi(root)
                .post("/v1/audio/speech", "{\"model\": \"sim-voice\", \"voice\": \"alloy\", \"input\": \"one\"}");
        assertThat(mp3.header("content-type")).isEqualTo("audio/mpeg");
    }

    @Test
    void a_recording_in_a_form_is_transcribed_in_the_format_that_was_asked_for() {
        Answer json = transcribe("json");
        assertThat(json.json().getString("text")).isEqualTo("The recording a.wav has 4 bytes.");
        assertThat(json.json().getJsonObject("usage").getString("type")).isEqualTo("tokens");
        assertThat(transcribe("text").body()).isEqualTo("The recording a.wav has 4 bytes.\n");
        assertThat(transcribe("vtt").body()).startsWith("WEBVTT");
        assertThat(transcribe("verbose_json").json().getJsonArray("segments")).hasSize(1);
        assertThat(transcribe("mp4").status()).isEqualTo(400);
    }

    private Answer transcribe(String format) {
        return Api.openAi(root)
                .upload(
                        "/v1/audio/transcriptions",
                        "a.wav",
                        "RIFF".getBytes(StandardCharsets.UTF_8),
                        Map.of("model", "sim-scribe", "response_format", format));
    }
}
