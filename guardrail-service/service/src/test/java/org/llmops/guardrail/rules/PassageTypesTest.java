package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.platform.problem.FieldError;

/** Code, languages and noise. */
class PassageTypesTest {
    private static final LocalDetector CODE = Given.detector(new CodeType(), "{}");
    private static final LocalDetector NOISE = Given.detector(new GibberishType(), "{}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            def total(items):                             | python
            from collections import Counter               | python
            const total = items.reduce((a, b) => a + b);  | javascript
            public static void main(String[] args) {      | java
            #include <stdio.h>                            | c
            if err != nil {                               | go
            let mut total = 0;                            | rust
            <?php echo $name; ?>                          | php
            sudo rm -rf /var/log                          | shell
            SELECT name FROM users WHERE id = 1;          | sql
            <div class="x">Hello</div>                    | html
            """)
    void findsLinesOfCode(String line, String language) {
        String text = "Here it is:\n" + line + "\nThank you.";
        assertThat(Pieces.matches(CODE, text)).anyMatch(match -> match.rule().equals("code-" + language));
        Pieces.expectSameHoweverCut(CODE, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please import the goods (all of them); return what is broken.",
                "I select a wine from the list, and she lets me.",
                "The function of the heart is to pump blood = life.",
                "We met for (what felt like) hours: great fun!",
                "Dear Sir; I write to you about item [3].\n- one;\n- two;\n",
            })
    void leavesProseAlone(String text) {
        assertThat(Given.found(CODE, text)).isEmpty();
    }

    @Test
    void findsTheLanguagesThatAreAskedFor() {
        LocalDetector python = Given.detector(new CodeType(), "{\"languages\": [\"python\"]}");
        assertThat(Given.found(python, "sudo rm -rf /x\nimport os\nprint(self.x)\n"))
                .hasSize(2);
        assertThat(Given.faults(new CodeType(), "{\"languages\": [\"cobol\"]}")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Please tell me what the weather will be like in London tomorrow.
            de | Bitte sag mir, wie das Wetter morgen in Berlin wird und ob ich einen Schirm brauche.
            fr | Dites-moi quel temps il fera demain à Paris et si je dois prendre un parapluie.
            es | Dime qué tiempo hará mañana en Madrid y si necesito un paraguas, por favor.
            it | Dimmi che tempo farà domani a Roma e se devo prendere un ombrello con me.
            pt | Diga-me como vai estar o tempo amanhã em Lisboa e se eu preciso de um guarda-chuva.
            nl | Vertel me wat voor weer het morgen wordt in Utrecht en of ik een paraplu nodig heb.
            pl | Powiedz mi, jaka będzie jutro pogoda w Krakowie i czy potrzebuję parasola.
            ru | Скажи мне, какая завтра будет погода в Москве и нужен ли мне зонт.
            uk | Скажи мені, яка завтра буде погода у Києві і чи потрібна мені парасолька.
            tr | Bana yarın İstanbul'da havanın nasıl olacağını ve bir şemsiye gerekip gerekmediğini söyle.
            zh | 请告诉我明天北京的天气怎么样，我需要带伞吗？
            ja | 明日の東京の天気と、傘が必要かどうかを教えてください。
            ko | 내일 서울 날씨가 어떤지, 우산이 필요한지 알려 주세요.
            ar | أخبرني كيف سيكون الطقس غدا في القاهرة وهل أحتاج إلى مظلة من المتجر
            hi | मुझे बताओ कि कल दिल्ली में मौसम कैसा रहेगा।
            '' | OK, thanks!
            """)
    void tellsLanguagesApart(String language, String text) {
        assertThat(Languages.guess(text)).isEqualTo(language);
        assertThat(Languages.guess(new Passage(text, 0, ""))).isEqualTo(language);
        String odd = text.replace(", ", " 12a").replace("e ", "e' ").replace(". ", "3. ");
        assertThat(Languages.guess(new Passage(odd, 0, ""))).isEqualTo(Languages.guess(odd));
    }

    @Test
    void findsFewWordsOfAScriptThatNoAllowedLanguageUses() {
        LocalDetector english = Given.detector(new LanguageType(), "{\"allowed\": [\"en\"]}");
        LocalDetector russian = Given.detector(new LanguageType(), "{\"allowed\": [\"en\", \"ru\"]}");

        assertThat(Pieces.matches(english, "Привет, как дела?"))
                .extracting(Match::rule)
                .containsExactly("script-cyrillic");
        assertThat(Pieces.matches(english, "مرحبا بك")).extracting(Match::rule).containsExactly("script-arabic");
        assertThat(Pieces.matches(russian, "Привет, как дела?")).isEmpty();
        assertThat(Pieces.matches(english, "The letter Ж, Bonjour")).isEmpty();
    }

    @Test
    void findsSentencesInLanguagesThatAreNotAllowed() {
        LocalDetector english = Given.detector(new LanguageType(), "{\"allowed\": [\"EN\"]}");
        String text = "This is what they said to me. Das ist nicht, was ich von dir wollte. Okay.";
        assertThat(Given.found(english, text)).containsExactly("language-de: Das ist nicht, was ich von dir wollte.");
        Pieces.expectSameHoweverCut(english, text);
    }

    @Test
    void namesLanguagesThatItDoesNotKnow() {
        assertThat(Given.faults(new LanguageType(), "{}"))
                .containsExactly(new FieldError(
                        "parameters.allowed", "The detector needs them: the languages that are allowed, such as en"));
        assertThat(Given.faults(new LanguageType(), "{\"allowed\": [\"xx\"]}")).hasSize(1);
    }

    @Test
    void findsNoiseButNotLanguage() {
        assertThat(Given.found(
                        NOISE,
                        "Hello there, how are you today?\nsdkfjh qwxzv lkjhgf mnbvq zxckj wpqrt\nThanks a lot for it."))
                .containsExactly("letter-pairs:sdkfjh qwxzv lkjhgf mnbvq zxckj wpqrt\n");
        assertThat(Given.found(NOISE, "Wie geht es dir heute? Je ne sais pas ce que tu veux. Dzień dobry wszystkim."))
                .isEmpty();
        assertThat(Given.faults(new GibberishType(), "{\"threshold\": 1}")).hasSize(1);
    }

    @Test
    void findsTheSameNoiseHoweverTheTextIsCut() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("A sentence that is none of it. ");
        for (int index = 0; index < 120; index++) {
            text.append((char) (random.nextInt(7) == 0 ? ' ' : 'a' + random.nextInt(26)));
        }
        Pieces.expectSameHoweverCut(NOISE, text + ". And that is that, as they say.");
    }
}
