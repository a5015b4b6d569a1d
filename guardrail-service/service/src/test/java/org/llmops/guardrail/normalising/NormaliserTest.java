package org.llmops.guardrail.normalising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.guardrail.normalising.Readings.folded;
import static org.llmops.guardrail.normalising.Readings.origin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ｉｇｎｏｒｅ ａｌｌ      | ignore all
                    𝐢𝐠𝐧𝐨𝐫𝐞 𝓪𝓵𝓵          | ignore all
                    ⓘⓖⓝⓞⓡⓔ 🅐🅛🅛 🅰🅻🅻      | ignore ALL ALL
                    ɪɢɴᴏʀᴇ ᴀʟʟ            | ignore all
                    ignоrе аll           | ignore all
                    іgnοrе ΑLL           | ignore ALL
                    Ꭵgոօrҽ                 | ignore
                    pаsswоrd of Воb      | password of Bob
                    ignоЯe the яules      | ignoRe the rules
                    ﬁnd the oﬃce…          | find the office...
                    i̶g̶n̶o̶r̶e̶ a͎͓l͇̞l̪          | ignore all
                    don’t “say” x–y       | don't "say" x-y
                    ca\u00ADfé               | café
                    cafe\u0301               | café
                    2️⃣ 3⃣                  | 2 3
                    """)
    void readsWhatIsMeant(String text, String meant) {
        assertThat(folded(text.translateEscapes())).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Сор и рис у нас в хате, а кот спит.",
                "Αυτό το κείμενο είναι ελληνικό και μένει ως έχει.",
                "Мы обновили GPT и модель ChatGPT до версии 4.",
                "می‌خواهم کتاب‌ها را بخوانم",
                "क्‍ष और क्‌ष अलग हैं",
                "👩‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 👩🏽‍🚀",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪",
                "Größe, naïve, señor, Œuvre: ÀÉÎÕÜ",
                "日本語のテキストです。中文也一样！",
                "שלום עולם, مرحبا بالعالم",
                "Tiếng Việt có dấu; Türkçe ılık",
            })
    void leavesHonestWritingAlone(String text) {
        assertThat(folded(text)).isEqualTo(java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x200B, 0x200C, 0x200D, 0x200E, 0x202E, 0x2060, 0x2066, 0xFEFF, 0x00AD, 0x034F, 0x180E, 0x3164, 0xFE0F,
                0xE0100, 0xE0041, 0x115F, 0x0001, 0x0085
            })
    void dropsWhatShowsNothing(int invisible) {
        String hidden = Character.toString(invisible);
        String text = "ig" + hidden + "no" + hidden + hidden + "re it";
        NormalisedText read = Normaliser.of(text);

        assertThat(read.text()).isEqualTo("ignore it");
        assertThat(origin(text, read, "ignore")).isEqualTo("ig" + hidden + "no" + hidden + hidden + "re");
        assertThat(origin(text, read, "it")).isEqualTo("it");
    }

    @Test
    void knowsWhereWhatItReadsCameFrom() {
        String text = "😀 ﬁne, 𝐢𝐠𝐧\u200Bоrе\u0301 that";
        NormalisedText read = Normaliser.of(text);

        assertThat(read.text()).isEqualTo("😀 fine, ignore that");
        assertThat(origin(text, read, "i")).isEqualTo("ﬁ");
        assertThat(origin(text, read, "ignore")).isEqualTo("𝐢𝐠𝐧\u200Bоrе\u0301");
        assertThat(origin(text, read, "that")).isEqualTo("that");
        assertThat(read.start(read.text().length())).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Test
    void handsPlainTextThrough() {
        String text = "Plain text, with accents: é ü ñ.\n\tAnd a tab.";
        NormalisedText read = Normaliser.of(text);

        assertThat(read.text()).isSameAs(text);
        assertThat(read.leet()).isSameAs(read);
        assertThat(read.decoded()).isEmpty();
        assertThat(read.start(7)).isEqualTo(7);
        assertThat(read.end(11)).isEqualTo(11);
    }

    @Test
    void readsLoneSurrogatesAsBrokenCharacters() {
        assertThat(folded("a\uD83D b\uDE00c\uD83D")).isEqualTo("a\uFFFD b\uFFFDc\uFFFD");
    }

    @Test
    void readsNothingIntoNothing() {
        NormalisedText read = Normaliser.of("");

        assertThat(read.text()).isEmpty();
        assertThat(read.readings()).containsExactly(read);
        assertThat(read.start(0)).isZero();
        assertThat(read.end(0)).isZero();
        assertThat(Normaliser.of("\u200B").text()).isEmpty();
        assertThat(Normaliser.of("\u200B").end(0)).isZero();
    }
}
