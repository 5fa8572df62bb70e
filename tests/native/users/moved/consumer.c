#include <echatim.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char *config = "{\"host\":\"h\",\"key\":\"k\",\"loginAuid\":\"a\",\"loginToken\":\"\"}";
  echatim_error *error = NULL;
  echatim_client *client =
      echatim_create(config, strlen(config), ECHATIM_DELIVER_ON_THREAD, &error);
  printf("%s: %s\n", echatim_error_name(error, NULL), echatim_error_message(error, NULL));
  echatim_error_free(error);
  echatim_destroy(client);
  return 0;
}
