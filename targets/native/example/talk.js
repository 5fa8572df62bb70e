// Evaluated after echatim-sdk.js, in the same context. The host defines `account` and, to see something, its log.
const client = EChatIM.createClient(account.config);

client.on('state', (state) => __echatHost.log(`state: ${state}`));
client.on('message', ({ fromUser, messageId }) => __echatHost.log(`message ${messageId} from ${fromUser}`));
client.on('error', ({ name, message }) => __echatHost.log(`${name}: ${message}`));

client
  .connect()
  .then(() => client.sendText({ user: account.peer }, 'hello from a program'))
  .then(({ messageId }) => __echatHost.log(`sent as ${messageId}`))
  .catch(({ name, message }) => __echatHost.log(`${name}: ${message}`));
