/**
 * The official clients, of which only the base URL and the key were changed, against the router of the running suite.
 *
 * <p>With {@code -Dllmops.clients.url=http://127.0.0.1:8090} they talk to a simulator that runs already, and no suite is
 * started. With {@code -Dllmops.openai-spec=openapi.json}, the OpenAI API's description in JSON, answers are validated
 * against it. Those from npm need Node 20 and are skipped where there is none.
 */
package org.llmops.e2e.clients;
