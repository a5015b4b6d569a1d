/** Cohere's API, version 2: chat, embeddings and the order of documents; the last also as Jina and others offer it. */
@NullMarked
package org.llmops.simulator.cohere;

import org.jspecify.annotations.NullMarked;
