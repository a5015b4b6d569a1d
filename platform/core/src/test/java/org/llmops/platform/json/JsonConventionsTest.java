package org.llmops.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConventionsTest {
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

    JsonConventionsTest() {
        new JsonConventions().customize(mapper);
    }

    enum Mode {
        ON,
        OFF
    }

    record Order(
            @Nullable String firstName,
            @Nullable Boolean paid,
            @Nullable Integer items,
            @Nullable BigDecimal price,
            @Nullable Double share,
            @Nullable Mode mode,
            @Nullable Instant at,
            @Nullable UUID id,
            @Nullable List<String> tags,
            @Nullable Map<String, String> labels) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"paid\": 1}",
                "{\"paid\": -1}",
                "{\"paid\": 0.5}",
                "{\"paid\": \"\"}",
                "{\"items\": \"\"}",
                "{\"items\": \" \"}",
                "{\"items\": \"\\u0000\"}",
                "{\"items\": true}",
                "{\"items\": 1.5}",
                "{\"price\": \"\"}",
                "{\"share\": \" \"}",
                "{\"mode\": 1}",
                "{\"mode\": \"\"}",
                "{\"at\": \"\"}",
                "{\"id\": \"\"}",
                "{\"tags\": \"\"}",
                "{\"labels\": \"\"}",
                "{\"first_nam\": \"Ada\"}",
                "{} {}",
                "{}x",
                "\"\""
            })
    void whatIsOfAnotherTypeIsNotMadeToFit(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, Order.class)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void whatIsMeantIsRead() throws JsonProcessingException {
        Order order = mapper.readValue("""
                        {"first_name": "", "paid": true, "items": 2, "price": "1.50", "share": 1, "mode": "OFF",
                         "at": "2026-01-02T03:04:05Z", "tags": [""], "labels": {"a": ""}}
                        """, Order.class);

        assertThat(order)
                .isEqualTo(new Order(
                        "",
                        true,
                        2,
                        new BigDecimal("1.50"),
                        1.0,
                        Mode.OFF,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        null,
                        List.of(""),
                        Map.of("a", "")));
    }
}
