/** Google's Gemini API: content, whole and streamed, embeddings and token counts; under the paths of Vertex AI too. */
@NullMarked
package org.llmops.simulator.gemini;

import org.jspecify.annotations.NullMarked;
