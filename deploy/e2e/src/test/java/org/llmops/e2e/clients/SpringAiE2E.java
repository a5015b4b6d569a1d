package org.llmops.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI, without Spring Boot. */
@ExtendWith(Places.class)
class SpringAiE2E {

    private static final String SAID = "Hello there.";

    /** What the model may call. */
    public static final class Weather {
        @Tool(name = "get_weather", description = "The weather of a city")
        public String in(String city) {
            return "4 degrees in " + city;
        }
    }

    @TestFactory
    Stream<DynamicTest> chats(Place place) {
        ChatClient chat = connect(place, place.key(), place.chatModel());
        return Stream.of(
                dynamicTest(
                        "a chat is answered",
                        () -> assertThat(chat.prompt("!say " + SAID).call().content())
                                .isEqualTo(SAID)),
                dynamicTest(
                        "a stream says the same",
                        () -> assertThat(String.join(
                                        "",
                                        chat.prompt("!say " + SAID).stream()
                                                .content()
                                                .collectList()
                                                .block(Duration.ofSeconds(10))))
                                .isEqualTo(SAID)),
                dynamicTest(
                        "an agent calls its tool and answers",
                        () -> assertThat(chat.prompt("How is the weather in Oslo?")
                                        .tools(new Weather())
                                        .call()
                                        .content())
                                .contains("4 degrees in Oslo")),
                dynamicTest(
                        "texts are embedded", () -> assertThat(embedded(place)).hasSize(2)));
    }

    @TestFactory
    Stream<DynamicTest> knowsTheErrors(Place place) {
        return Stream.of(
                refused("a wrong key", place, place.wrongKey(), place.wrongKeyModel(), UnauthorizedException.class),
                refused("an unknown model", place, place.key(), Place.UNKNOWN_MODEL, NotFoundException.class),
                refused("a rate limit", place, place.key(), place.limited(), RateLimitException.class));
    }

    private static ChatClient connect(Place place, String key, String model) {
        return ChatClient.create(OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(place.url() + "/v1")
                        .apiKey(key)
                        .model(model)
                        .maxRetries(0)
                        .build())
                .build());
    }

    private static List<float[]> embedded(Place place) {
        return OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .baseUrl(place.url() + "/v1")
                        .apiKey(place.key())
                        .model(place.embedding())
                        .build())
                .build()
                .embed(List.of("a", "b"));
    }

    private static DynamicTest refused(
            String name, Place place, String key, String model, Class<? extends Exception> error) {
        ChatClient chat = connect(place, key, model);
        return dynamicTest(
                name,
                () -> assertThatThrownBy(() -> chat.prompt("Hi").call().content())
                        .isInstanceOf(error));
    }
}
